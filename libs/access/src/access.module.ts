import { type DynamicModule, Global, Module } from '@nestjs/common';

import { ApiKeyResolver } from './api-key.resolver.ts';
import { AuditActorResolver } from './audit-actor.resolver.ts';
import { ApiKeys } from './api-keys.queries.ts';
import { ChangePassword } from './change-password.ts';
import { ChangePerson } from './change-person.ts';
import { CreateApiKey } from './create-api-key.ts';
import { CreatePerson } from './create-person.ts';
import { CreateSetUpLink } from './create-set-up-link.ts';
import { EndSessions } from './end-sessions.ts';
import { IssueSetUpLink } from './issue-set-up-link.ts';
import { People } from './people.queries.ts';
import { PeopleResolver } from './people.resolver.ts';
import { AccessTokens } from './recognise/access-tokens.ts';
import { RateCounts } from './rate-counts.ts';
import { Recognition } from './recognise/recognition.ts';
import { RevokeApiKey } from './revoke-api-key.ts';
import { RotateApiKey } from './rotate-api-key.ts';
import { SetUpAddress } from './set-up-address.ts';
import { SIGN_IN_SETTINGS, type SignInSettings } from './sign-in-settings.ts';
import { Attempts } from './sign-in/attempts.ts';
import { Passwords } from './sign-in/passwords.ts';
import { SignIn } from './sign-in/sign-in.ts';
import { SignInByIssuer } from './sign-in/sign-in-by-issuer.ts';
import { SignOut } from './sign-in/sign-out.ts';
import { UseSetUpLink } from './sign-in/use-set-up-link.ts';
import { StartSession } from './start-session.ts';

export const accessResolvers = [ApiKeyResolver, AuditActorResolver, PeopleResolver];

const useCases = [
  ChangePassword,
  ChangePerson,
  CreateApiKey,
  CreatePerson,
  CreateSetUpLink,
  EndSessions,
  IssueSetUpLink,
  RevokeApiKey,
  RotateApiKey,
  SignIn,
  SignInByIssuer,
  SignOut,
  StartSession,
  UseSetUpLink,
];

/** Who asks: people, their sessions, service keys; and what tells one from the other. */
@Global()
@Module({})
export class AccessModule {
  static forRoot(settings: SignInSettings): DynamicModule {
    const providers = [
      { provide: SIGN_IN_SETTINGS, useValue: settings },
      { provide: SetUpAddress, useValue: new SetUpAddress(settings.publicUrl) },
      AccessTokens,
      ApiKeys,
      Attempts,
      Passwords,
      People,
      RateCounts,
      Recognition,
      ...useCases,
    ];
    return { module: AccessModule, providers: [...providers, ...accessResolvers], exports: providers };
  }
}
