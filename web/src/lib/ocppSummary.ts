// One line that tells what an OCPP message says, so that a log can be read without opening anything.

import { decimal as oneDecimal, percent } from './format';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const show = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const join = (...parts: unknown[]): string => parts.map(show).filter(Boolean).join(' ');
const connector = (payload: Json): string =>
  payload.connectorId === undefined ? '' : `#${show(payload.connectorId)}`;

const calls: Record<string, (payload: Json) => string> = {
  Authorize: (p) => show(p.idTag),
  BootNotification: (p) => join(p.chargePointVendor, p.chargePointModel, p.firmwareVersion),
  ChangeConfiguration: (p) => `${show(p.key)} = ${show(p.value)}`,
  ChangeAvailability: (p) => join(connector(p), p.type),
  DataTransfer: (p) => join(p.vendorId, p.messageId),
  GetConfiguration: (p) => (Array.isArray(p.key) && p.key.length > 0 ? p.key.join(', ') : 'all keys'),
  MeterValues: (p) => join(connector(p), samples(p)),
  StartTransaction: (p) => join(connector(p), p.idTag, `at ${show(p.meterStart)} Wh`),
  StopTransaction: (p) =>
    join(`transaction ${show(p.transactionId)}`, p.reason, `at ${show(p.meterStop)} Wh`),
  StatusNotification: (p) =>
    join(connector(p), p.status, p.errorCode === 'NoError' ? '' : p.errorCode, p.info),
  RemoteStartTransaction: (p) => join(connector(p), p.idTag),
  RemoteStopTransaction: (p) => `transaction ${show(p.transactionId)}`,
  SetChargingProfile: (p) =>
    join(connector(p), isObject(p.csChargingProfiles) ? p.csChargingProfiles.chargingProfilePurpose : ''),
  TriggerMessage: (p) => join(connector(p), p.requestedMessage),
};

const answers: Record<string, (payload: Json) => string> = {
  BootNotification: (p) => join(p.status, `every ${show(p.interval)} s`),
  Heartbeat: (p) => show(p.currentTime),
  StartTransaction: (p) => join(tagStatus(p), `transaction ${show(p.transactionId)}`),
  Authorize: tagStatus,
  StopTransaction: tagStatus,
  GetConfiguration: (p) => `${Array.isArray(p.configurationKey) ? p.configurationKey.length : 0} keys`,
};

/** The gist of a call or of an answer. */
export function summaryOf(action: string | null, payload: unknown, kind: 'call' | 'answer'): string {
  if (typeof payload === 'string') return payload;
  if (!isObject(payload)) return '';
  const special = (kind === 'call' ? calls : answers)[action ?? ''];
  const text = special?.(payload);
  return text !== undefined && text !== '' ? text : plain(payload);
}

/** The scalar members, for messages that have no line of their own. */
function plain(payload: Json): string {
  if (typeof payload.detail === 'string') return payload.detail;
  const keys = Object.keys(payload);
  if (keys.length === 1 && keys[0] === 'status') return show(payload.status);
  return keys
    .filter((key) => payload[key] !== null && typeof payload[key] !== 'object')
    .map((key) => `${key} ${show(payload[key])}`)
    .join(', ');
}

function tagStatus(payload: Json): string {
  return isObject(payload.idTagInfo) ? show(payload.idTagInfo.status) : '';
}

const shortNames: Record<string, string> = {
  'Energy.Active.Import.Register': '',
  'Power.Active.Import': '',
  SoC: 'SoC',
};

/** A value with its unit as the page shows them: kW and kWh with one decimal, percent whole; others as they are. */
function reading(value: unknown, unit: string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return join(value, unit);
  if (unit === 'W' || unit === 'Wh') return `${oneDecimal(number / 1000)} k${unit}`;
  if (unit === 'kW' || unit === 'kWh') return `${oneDecimal(number)} ${unit}`;
  return unit === 'Percent' ? percent(number) : join(value, unit);
}

/** The overall values of the last reading: energy, power, SoC; phases are left to the opened frame. */
function samples(payload: Json): string {
  const values = Array.isArray(payload.meterValue) ? payload.meterValue : [];
  const last: unknown = values[values.length - 1];
  if (!isObject(last) || !Array.isArray(last.sampledValue)) return '';
  return last.sampledValue
    .filter(isObject)
    .filter((sample) => sample.phase === undefined)
    .flatMap((sample) => {
      const measurand = show(sample.measurand ?? 'Energy.Active.Import.Register');
      const name = shortNames[measurand];
      if (name === undefined) return [];
      return [
        join(name, reading(sample.value, show(sample.unit ?? (measurand.startsWith('Energy') ? 'Wh' : '')))),
      ];
    })
    .join(', ');
}
