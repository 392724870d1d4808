import type { LocalList } from '../../../api/types';
import type { JsonObject } from '../../../lib/json';

/** A SendLocalList that follows the version in the charger: a first one in full, then one tag more. */
export const localListPreset = (list: LocalList | undefined): JsonObject => ({
  listVersion: (list?.version ?? 0) + 1,
  updateType: list?.version ? 'Differential' : 'Full',
  localAuthorizationList: [
    { idTag: `TAG${(list?.entries.length ?? 0) + 1}`, idTagInfo: { status: 'Accepted' } },
  ],
});
