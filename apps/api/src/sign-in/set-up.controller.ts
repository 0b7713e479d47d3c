import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { isOfOurPages, SIGN_IN_SETTINGS, type SignInSettings, UseSetUpLink } from '#access';

import { HAS_EDITOR } from './has-editor.ts';
import { sendPage, setUpForm } from './pages.ts';
import type { PageTexts } from './page-texts.ts';
import { setSession } from './session-cookie.ts';
import { type Form, sendTold, textIn, textsOf } from './sign-in.controller.ts';

/** Where a one-time link leads: a password is set, and its owner is signed in. */
@Controller('set-up')
export class SetUpController {
  constructor(
    private readonly links: UseSetUpLink,
    @Inject(SIGN_IN_SETTINGS) private readonly settings: SignInSettings,
    @Inject(HAS_EDITOR) private readonly hasEditor: boolean,
  ) {}

  /** Only shows what to fill in: whatever looks at links before people do uses none up. */
  @Get()
  async show(
    @Query('token') token: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.showForm(reply, 200, textsOf(request), typeof token === 'string' ? token : '');
  }

  @Post()
  async setUp(@Body() form: Form, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const texts = textsOf(request);
    if (!isOfOurPages(request.headers, 'POST')) return sendTold(reply, 403, texts, texts.setUp, texts.notOfOurPages);
    const [token, signInName, displayName] = [
      textIn(form, 'token'),
      textIn(form, 'signInName'),
      textIn(form, 'displayName'),
    ];
    const outcome = await this.links.run({ token, signInName, displayName, password: textIn(form, 'password') });
    if (typeof outcome === 'string')
      return this.showForm(reply, 422, texts, token, texts.faults[outcome], { signInName, displayName });
    setSession(reply, this.settings.publicUrl, outcome);
    await reply.redirect(this.hasEditor ? '/graphql' : '/sign-in', 303);
  }

  private async showForm(
    reply: FastifyReply,
    status: number,
    texts: PageTexts,
    token: string,
    told?: string,
    given?: { signInName: string; displayName: string },
  ): Promise<void> {
    const link = await this.links.look(token);
    if (link === undefined) return sendTold(reply, 410, texts, texts.setUp, texts.linkGone);
    sendPage(reply, status, texts, texts.setUp, setUpForm(texts, token, { told, known: link.signInName, given }));
  }
}
