import type { components, operations } from './schema';

// The API's shapes under short names. They come from the OpenAPI document; nothing is typed by hand twice.

type Schemas = components['schemas'];

export type ChargePointStatus = Schemas['ChargePointStatus'];
export type ChargePointErrorCode = Schemas['ChargePointErrorCode'];
export type ConnectionState = Schemas['ConnectionState'];
export type Charger = Schemas['Charger'];
export type ChargerInput = Schemas['ChargerInput'];
export type ChargerPatch = Schemas['ChargerPatch'];
export type EvseInput = Schemas['EvseInput'];
export type Evse = Schemas['Evse'];
export type Transaction = Schemas['Transaction'];
export type ActiveChaos = Schemas['Chaos'];
export type ChaosKind = Schemas['ChaosKind'];
export type ChaosRequest = Schemas['ChaosRequest'];
export type ChaosKindInfo = Schemas['ChaosKindInfo'];
export type ChaosParameter = Schemas['ChaosParameterInfo'];
export type ConfigurationKey = Schemas['ConfigurationKey'];
export type LogEntry = Schemas['LogEntry'];
export type LogRead = NonNullable<operations['getLogs']['parameters']['query']>;
export type LogCategory = Schemas['LogCategory'];
export type LogDirection = Schemas['LogDirection'];
export type PowerSample = Schemas['PowerSample'];
export type Location = Schemas['Location'];
export type LocationInput = Schemas['LocationInput'];
export type LocationPatch = Schemas['LocationPatch'];
export type Vehicle = Schemas['Vehicle'];
export type VehicleInput = Schemas['VehicleInput'];
export type VehiclePatch = Schemas['VehiclePatch'];
export type ChargerModel = Schemas['ChargerModel'];
export type RestoreReport = Schemas['RestoreReport'];
export type BulkCreation = Schemas['BulkCreation'];
export type BulkCreated = Schemas['BulkCreated'];
export type SampleFile = Schemas['SampleFile'];
export type ImportReport = Schemas['ImportReport'];
export type ImportItem = Schemas['ImportItem'];
export type ImportError = Schemas['ImportError'];
export type ImportOutcome = Schemas['ImportOutcome'];
export type Reason = Schemas['Reason'];
export type ChargingProfile = Schemas['ChargingProfile'];
export type ChargingProfileEntry = Schemas['ChargingProfileEntry'];
export type ChargingRateUnit = Schemas['ChargingRateUnitType'];
export type ChargingSchedulePeriod = Schemas['ChargingSchedulePeriod'];
export type CompositeSchedule = Schemas['CompositeScheduleView'];
export type Certificate = Schemas['Certificate'];
export type LocalList = Schemas['LocalList'];
export type LocalListItem = Schemas['LocalListItem'];
export type Reservation = Schemas['Reservation'];
export type Firmware = Schemas['Firmware'];
export type FirmwareUpdate = Schemas['FirmwareUpdate'];
export type FileUpload = Schemas['FileUpload'];
export type SecurityEvent = Schemas['SecurityEvent'];
export type Scenario = Schemas['Scenario'];
export type ScenarioReport = Schemas['ScenarioReport'];
export type ScenarioError = Schemas['ScenarioError'];
export type RunTruth = Schemas['RunTruth'];
export type SessionTruth = Schemas['SessionTruth'];
export type SessionVerdict = Schemas['SessionVerdict'];
export type ScenarioField = Schemas['ScenarioField'];
export type ScenarioRequest = Schemas['ScenarioRequest'];
export type ScenarioStatus = Schemas['ScenarioStatus'];
export type ScenarioOrigin = Schemas['ScenarioOrigin'];
export type TimelineEntry = Schemas['ScenarioTimelineEntry'];

// What the hub at /live sends. Each topic counts its messages; a gap in `seq` means that the page must fetch again.
export type FleetSample = Schemas['FleetSample'];
export type PowerTrailUpdate = Schemas['PowerTrail'];
export type FleetUpdate = Schemas['FleetUpdate'];
export type ChargersUpdate = Schemas['ChargersUpdate'];
export type ChargerUpdate = Schemas['ChargerUpdate'];
/** A part of a charger that is fetched by itself; the hub tells when it has changed. */
export type ChargerPart = ChargerUpdate['parts'][number];
export type EvseSample = Schemas['EvseSample'];
export type LogsUpdate = Schemas['LogsUpdate'];
export type DataUpdate = Schemas['DataUpdate'];
export type ImportUpdate = Schemas['ImportUpdate'];
export type ScenarioUpdate = Schemas['ScenarioUpdate'];
export type RunningScenario = Schemas['RunningScenario'];

// The embedded CSMS's own API.
export type CsmsChargePoint = Schemas['CsmsChargePoint'];
export type CsmsSession = Schemas['CsmsSession'];
export type CsmsAction = Schemas['CsmsAction'];
export type CallReport = Schemas['CallReport'];
export type IdTagInput = Schemas['IdTagInput'];
export type CsmsFile = Schemas['CsmsFile'];
export type CaCertificate = Schemas['CaCertificate'];
export type SignatureAlgorithm = Schemas['SignatureAlgorithm'];
export type FirmwareSignature = Schemas['FirmwareSignature'];
export type LearntSecurity = Schemas['LearntSecurity'];
export type QuirkView = Schemas['QuirkView'];
export type QuirkName = Schemas['Quirk'];
