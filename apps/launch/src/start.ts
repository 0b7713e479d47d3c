import { welcome } from './examples.ts';
import { runUntilSignal } from './run-until-signal.ts';

runUntilSignal((launch, graphqlUrl) => console.log(welcome(graphqlUrl, launch.ownerAccess)));
