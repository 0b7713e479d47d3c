import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { isOfOurPages, SIGN_IN_SETTINGS, SignIn, type SignInSettings, SignOut } from '#access';

import { localeOf } from '../locale-of.ts';
import { type VisitedRequest, visitorOf } from '../visitors.ts';
import { said, sendPage, signedInPage, signInForm } from './pages.ts';
import { type PageTexts, textsFor } from './page-texts.ts';
import { clearSession, setSession } from './session-cookie.ts';
import { HAS_EDITOR } from './has-editor.ts';

/** The fields of a form; whoever fills it in may leave out any, or send one twice. */
export type Form = Readonly<Record<string, unknown>>;

/** Where people sign in by name and password, and out. No script is needed. */
@Controller()
export class SignInController {
  constructor(
    private readonly signingIn: SignIn,
    private readonly signingOut: SignOut,
    @Inject(SIGN_IN_SETTINGS) private readonly settings: SignInSettings,
    @Inject(HAS_EDITOR) private readonly hasEditor: boolean,
  ) {}

  @Get('sign-in')
  show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const texts = textsOf(request);
    if ((request as VisitedRequest).visitor)
      return sendPage(reply, 200, texts, texts.signIn, signedInPage(texts, this.hasEditor));
    this.showForm(reply, 200, texts);
  }

  @Post('sign-in')
  async signIn(@Body() form: Form, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const texts = textsOf(request);
    if (!isOfOurPages(request.headers, 'POST')) return this.showForm(reply, 403, texts, { told: texts.notOfOurPages });
    const [signInName, password] = [textIn(form, 'signInName'), textIn(form, 'password')];
    const outcome = await this.signingIn.run({ signInName, password, address: request.ip });
    if ('waitMs' in outcome) {
      const seconds = Math.ceil(outcome.waitMs / 1000);
      void reply.header('retry-after', String(seconds));
      return this.showForm(reply, 429, texts, { told: texts.wait(seconds), signInName });
    }
    if ('wrong' in outcome) return this.showForm(reply, 401, texts, { told: texts.wrong, signInName });
    setSession(reply, this.settings.publicUrl, outcome);
    await reply.redirect(this.hasEditor ? '/graphql' : '/sign-in', 303);
  }

  @Post('sign-out')
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.signingOut.run(visitorOf(request));
    clearSession(reply, this.settings.publicUrl);
    await reply.redirect('/sign-in', 303);
  }

  private showForm(
    reply: FastifyReply,
    status: number,
    texts: PageTexts,
    shown: { told?: string; signInName?: string } = {},
  ): void {
    const elsewhere = this.settings.oidcClientId !== undefined;
    sendPage(reply, status, texts, texts.signIn, signInForm(texts, { ...shown, elsewhere }));
  }
}

export function textsOf({ headers }: Pick<FastifyRequest, 'headers'>): PageTexts {
  return textsFor(localeOf(headers['accept-language']));
}

const LONGEST_FIELD = 1_000;

/** A field as text; what is no text, or no field of ours by its length, is an empty one. */
export function textIn(form: Form | undefined, name: string): string {
  const value = form?.[name];
  return typeof value === 'string' && value.length <= LONGEST_FIELD ? value : '';
}

/** Tells what went wrong where there is no form to show. */
export function sendTold(reply: FastifyReply, status: number, texts: PageTexts, title: string, told: string): void {
  sendPage(reply, status, texts, title, said(told));
}
