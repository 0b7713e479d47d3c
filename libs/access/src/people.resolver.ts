import { Args, ArgsType, Context, Field, ID, Info, Int, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import { connectionOf, notFound, Notices, PageArgs, requireId, Selection } from '#platform';

import { ApiKey } from './api-key.entity.ts';
import { ApiKeys } from './api-keys.queries.ts';
import { Role, Scope, type VisitContext } from './callers.ts';
import { ChangePassword } from './change-password.ts';
import { ChangePerson } from './change-person.ts';
import { type CreatedPerson, CreatePerson } from './create-person.ts';
import { CreateSetUpLink } from './create-set-up-link.ts';
import { EndSessions } from './end-sessions.ts';
import { People } from './people.queries.ts';
import {
  ChangePasswordInput,
  ChangePersonInput,
  CreatePersonInput,
  CreateSetUpLinkInput,
  EndSessionsInput,
} from './people.inputs.ts';
import { Person } from './person.entity.ts';
import { SetUpAddress } from './set-up-address.ts';

@ObjectType()
class PersonConnection extends connectionOf(Person) {}

@ArgsType()
class PeopleArgs extends PageArgs {
  @Field(() => Role, { nullable: true })
  role?: Role | null;
}

@ObjectType({ description: 'Who asks.' })
class Me {
  @Field(() => String, { description: 'What the records call them: person:<id> or key:<id>.' })
  actor!: string;

  @Field(() => Role)
  role!: Role;

  @Field(() => [Scope], {
    nullable: true,
    description: 'What the key may be used for; none: all that its role may do.',
  })
  scopes?: readonly Scope[] | null;

  @Field(() => Person, { nullable: true })
  person?: Person;

  @Field(() => ApiKey, { nullable: true })
  apiKey?: ApiKey;
}

@ObjectType({ description: 'A person, and how they get in.' })
class PersonWithLink {
  @Field(() => Person)
  person!: Person;

  @Field(() => String, {
    nullable: true,
    description:
      'Where they set a password, once, within a day: pass it on. None where an issuer signs them in, and none in the answer to a repetition: only a hash is kept. createSetUpLink makes another.',
  })
  setUpLink?: string;
}

@ObjectType()
class EndedSessions {
  @Field(() => Int, { description: 'How many there were.' })
  count!: number;
}

@Resolver(() => Person)
export class PeopleResolver {
  constructor(
    private readonly reading: People,
    private readonly keys: ApiKeys,
    private readonly creating: CreatePerson,
    private readonly linking: CreateSetUpLink,
    private readonly changing: ChangePerson,
    private readonly ending: EndSessions,
    private readonly passwords: ChangePassword,
    private readonly notices: Notices,
    private readonly address: SetUpAddress,
  ) {}

  @Query(() => Me)
  async me(@Context() { visitor, operation }: VisitContext, @Info() info: GraphQLResolveInfo): Promise<Me> {
    const { name: actor, role, scopes, personId, keyId } = visitor;
    const selection = Selection.of(info);
    const tx = selection.has('person') || selection.has('apiKey') ? await operation.reading() : undefined;
    return {
      actor,
      role,
      scopes,
      person: tx && personId ? await this.reading.byId(tx, personId, selection.at('person')) : undefined,
      apiKey: tx && keyId ? await this.keys.byId(tx, keyId) : undefined,
    };
  }

  @Query(() => PersonConnection, { description: 'Who may sign in, in order of their names.' })
  async people(
    @Args() { role, ...pageArgs }: PeopleArgs,
    @Context() { operation }: VisitContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonConnection> {
    return this.reading.page(await operation.reading(), role ?? undefined, pageArgs, Selection.of(info));
  }

  @Query(() => Person, { nullable: true })
  async person(
    @Args('id', { type: () => ID }) id: string,
    @Context() { operation }: VisitContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person | undefined> {
    requireId('id', id);
    return this.reading.byId(await operation.reading(), id, Selection.of(info));
  }

  @Mutation(() => PersonWithLink, { description: 'Lets somebody in.' })
  async createPerson(
    @Args('input') input: CreatePersonInput,
    @Context() context: VisitContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonWithLink> {
    const { operation } = context;
    return this.withLink(context, info, await operation.write((tx) => this.creating.run(tx, operation.caller, input)));
  }

  @Mutation(() => PersonWithLink, { description: 'Makes another link to set a password by; earlier ones end.' })
  async createSetUpLink(
    @Args('input') input: CreateSetUpLinkInput,
    @Context() context: VisitContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PersonWithLink> {
    const { operation } = context;
    return this.withLink(context, info, await operation.write((tx) => this.linking.run(tx, operation.caller, input)));
  }

  @Mutation(() => Person, { description: 'Changes what somebody may see and do, from the next request on.' })
  async changePerson(
    @Args('input') input: ChangePersonInput,
    @Context() context: VisitContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Person> {
    const { operation } = context;
    const id = await operation.write((tx) => this.changing.run(tx, operation.caller, input));
    await this.notices.caughtUp();
    return this.found(context, id, Selection.of(info));
  }

  @Mutation(() => EndedSessions, { description: 'Signs somebody out everywhere.' })
  async endSessions(
    @Args('input') input: EndSessionsInput,
    @Context() { visitor, operation }: VisitContext,
  ): Promise<EndedSessions> {
    const count = await this.ending.run(visitor, operation.caller, input);
    await this.notices.caughtUp();
    return { count };
  }

  @Mutation(() => EndedSessions, {
    description: 'Gives yourself another password. Ends all your sessions, this one too.',
  })
  async changePassword(
    @Args('input') input: ChangePasswordInput,
    @Context() { visitor, operation }: VisitContext,
  ): Promise<EndedSessions> {
    const count = await this.passwords.run(visitor, operation.caller, input);
    await this.notices.caughtUp();
    return { count };
  }

  private async withLink(
    context: VisitContext,
    info: GraphQLResolveInfo,
    { id, token }: CreatedPerson,
  ): Promise<PersonWithLink> {
    const person = await this.found(context, id, Selection.of(info).at('person'));
    return { person, setUpLink: token && this.address.of(token) };
  }

  private async found({ operation }: VisitContext, id: string, selection: Selection): Promise<Person> {
    const person = await this.reading.byId(await operation.reading(), id, selection);
    if (person === undefined) throw notFound('There is no such person.', { personId: id });
    return person;
  }
}
