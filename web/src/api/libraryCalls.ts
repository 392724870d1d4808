import { bodyOf, client } from './client';
import type { BulkCreation } from './types';

// The model library, what is made of it, and the sample files.

export const listModels = () => bodyOf(client.GET('/models'));
export const listSamples = () => bodyOf(client.GET('/samples'));
export const createMany = (body: BulkCreation) => bodyOf(client.POST('/chargers/bulk', { body }));
