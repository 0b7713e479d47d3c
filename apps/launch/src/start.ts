import { welcome } from './examples.ts';
import { runUntilSignal } from './run-until-signal.ts';

runUntilSignal((_launch, graphqlUrl) => console.log(welcome(graphqlUrl)));
