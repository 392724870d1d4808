import { bodyOf, client } from './client';
import type { BulkCreation } from './types';

// The quirks of chargers, the model library, what is made of it, and the sample files.

export const listQuirks = () => bodyOf(client.GET('/quirks'));
export const listModels = () => bodyOf(client.GET('/models'));
export const listSamples = () => bodyOf(client.GET('/samples'));
/** A dry run answers what would be created, or why nothing would. */
export const createMany = (body: BulkCreation, dryRun = false) =>
  bodyOf(client.POST('/chargers/bulk', { params: { query: { dryRun } }, body }));
