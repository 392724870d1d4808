namespace Ocpp.Tests;

/// <summary>
/// Where we deliberately differ from the schemas, written down by hand from the specification's text (OCPP 1.6 §6), not
/// from the code. Everything else must agree.
/// </summary>
internal static class Differences
{
    /// <summary>Integers that the specification limits from below and the schemas do not.</summary>
    public static readonly IReadOnlyDictionary<string, int> Minimums = new Dictionary<string, int>
    {
        ["MeterValues.req connectorId"] = 0,
        ["StartTransaction.req connectorId"] = 1,
        ["StatusNotification.req connectorId"] = 0,
        ["ChangeAvailability.req connectorId"] = 0,
        ["RemoteStartTransaction.req connectorId"] = 0,
        ["RemoteStartTransaction.req chargingProfile.stackLevel"] = 0,
        ["UnlockConnector.req connectorId"] = 0,
        ["ReserveNow.req connectorId"] = 0,
        ["SetChargingProfile.req connectorId"] = 0,
        ["SetChargingProfile.req csChargingProfiles.stackLevel"] = 0,
        ["ClearChargingProfile.req connectorId"] = 0,
        ["GetCompositeSchedule.req connectorId"] = 0,
        ["GetCompositeSchedule.conf connectorId"] = 0,
        ["TriggerMessage.req connectorId"] = 0,
        ["ExtendedTriggerMessage.req connectorId"] = 0,
    };

    /// <summary>Arrays that the specification wants one element in (1..*) and the schemas allow to be empty.</summary>
    public static readonly IReadOnlySet<string> NotEmpty = new HashSet<string>
    {
        "MeterValues.req meterValue",
        "MeterValues.req meterValue[].sampledValue",
        "StopTransaction.req transactionData[].sampledValue",
        "RemoteStartTransaction.req chargingProfile.chargingSchedule.chargingSchedulePeriod",
        "SetChargingProfile.req csChargingProfiles.chargingSchedule.chargingSchedulePeriod",
        "GetCompositeSchedule.conf chargingSchedule.chargingSchedulePeriod",
    };
}
