import type { BulkCreation } from '../../api/types';
import { patternRule } from './idPattern';

export const mostAtOnce = 10_000;

/** What a person fills in; what is empty is as the model says. */
export interface BulkForm {
  model: string;
  count: number | string;
  idPattern: string;
  locationId: string;
  csmsUrl: string;
  vendor: string;
  firmwareVersion: string;
  meterIntervalSeconds: number | string;
  securityProfile: string;
  password: string;
  start: boolean;
}

export const emptyBulk: BulkForm = {
  model: '',
  count: 10,
  idPattern: 'CP-{001}',
  locationId: '',
  csmsUrl: '',
  vendor: '',
  firmwareVersion: '',
  meterIntervalSeconds: '',
  securityProfile: '',
  password: '',
  start: true,
};

/** The form's fields by the names that the API has for them. */
export const bulkFields = {
  'overrides.csmsUrl': 'csmsUrl',
  'overrides.vendor': 'vendor',
  'overrides.firmwareVersion': 'firmwareVersion',
  'overrides.meterIntervalSeconds': 'meterIntervalSeconds',
  'overrides.securityProfile': 'securityProfile',
  'overrides.password': 'password',
} as const;

/** Profiles 1 and 2 are told apart from a stranger by a password. */
export const needsPassword = (securityProfile: string): boolean => ['1', '2'].includes(securityProfile);

export const csmsUrlRule = (url: string): true | string =>
  url === '' || /^wss?:\/\/[^\s]+$/.test(url) || 'Starts with ws:// or wss://';

export const passwordRule = (password: string): true | string =>
  /^[\da-f]{32,40}$/i.test(password) || '32 to 40 hexadecimal digits.';

export const countRule = (count: number | string): true | string =>
  (Number(count) >= 1 && Number(count) <= mostAtOnce) || '1 to 10,000 at a time.';

/** What is sent; null as long as the form shows what is to be mended. */
export function toBulk(form: BulkForm): BulkCreation | null {
  const { model, count, idPattern, locationId, csmsUrl, vendor, firmwareVersion, start } = form;
  const { meterIntervalSeconds, securityProfile, password } = form;
  const withPassword = needsPassword(securityProfile);
  const complete =
    model !== '' &&
    countRule(count) === true &&
    patternRule(idPattern) === true &&
    csmsUrlRule(csmsUrl) === true &&
    (!withPassword || passwordRule(password) === true);
  if (!complete) return null;
  const overrides = {
    ...(csmsUrl && { csmsUrl }),
    ...(vendor && { vendor }),
    ...(firmwareVersion && { firmwareVersion }),
    ...(meterIntervalSeconds !== '' && { meterIntervalSeconds: Number(meterIntervalSeconds) }),
    ...(securityProfile && { securityProfile: Number(securityProfile) }),
    ...(withPassword && { password }),
  };
  return {
    model,
    count: Number(count),
    idPattern,
    ...(locationId && { locationId }),
    start,
    ...(Object.keys(overrides).length > 0 && { overrides }),
  };
}
