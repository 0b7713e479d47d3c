import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { buildSchema } from 'graphql';

const FILE = join(import.meta.dirname, '..', '..', 'apps', 'api', 'src', 'schema.graphql');

/** The schema as clients know it. */
export const SCHEMA = buildSchema(readFileSync(FILE, 'utf8'));
