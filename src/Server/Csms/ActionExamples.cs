using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using ChargePoints;
using Ocpp.V16;

namespace Server.Csms;

/// <summary>
/// A request of each action that does something sensible with a charger of one EVSE. An instant is written <c>now</c>, or <c>now+</c> and an
/// ISO 8601 duration: who sends it puts the instant in.
/// </summary>
/// <param name="files">Where files are brought and fetched.</param>
/// <param name="root">Of our own authority: the certificate that the examples install and delete.</param>
internal sealed class ActionExamples(string files, X509Certificate2 root)
{
    private const string Files = "FILES";
    private const string RootPem = "ROOT_PEM";
    private const string RootHash = "ROOT_HASH";

    private const string Profile = """
        { "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxProfile", "chargingProfileKind": "Relative",
          "chargingSchedule": { "chargingRateUnit": "A", "chargingSchedulePeriod": [ { "startPeriod": 0, "limit": 10 } ] } }
        """;

    private const string DefaultProfile = """
        { "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile", "chargingProfileKind": "Absolute",
          "validFrom": "now", "validTo": "now+P1D",
          "chargingSchedule": { "startSchedule": "now", "duration": 86400, "chargingRateUnit": "A", "minChargingRate": 6,
            "chargingSchedulePeriod": [ { "startPeriod": 0, "limit": 16, "numberPhases": 3 }, { "startPeriod": 600, "limit": 8.5 } ] } }
        """;

    private static readonly Dictionary<string, string> ByAction = new(StringComparer.Ordinal)
    {
        ["CancelReservation"] = """{ "reservationId": 1 }""",
        ["CertificateSigned"] = "{}",
        ["ChangeAvailability"] = """{ "connectorId": 1, "type": "Inoperative" }""",
        ["ChangeConfiguration"] = """{ "key": "MeterValueSampleInterval", "value": "30" }""",
        ["ClearCache"] = "{}",
        ["ClearChargingProfile"] = """{ "id": 1 }""",
        ["DataTransfer"] = """{ "vendorId": "com.example", "messageId": "hello", "data": "text" }""",
        ["DeleteCertificate"] = $$"""{ "certificateHashData": {{RootHash}} }""",
        ["ExtendedTriggerMessage"] = """{ "requestedMessage": "SignChargePointCertificate" }""",
        ["GetCompositeSchedule"] = """{ "connectorId": 1, "duration": 3600, "chargingRateUnit": "A" }""",
        ["GetConfiguration"] = """{ "key": ["HeartbeatInterval", "MeterValueSampleInterval"] }""",
        ["GetDiagnostics"] = $$"""
            { "location": "{{Files}}", "retries": 1, "retryInterval": 10, "startTime": "now-PT1H", "stopTime": "now" }
            """,
        ["GetInstalledCertificateIds"] = """{ "certificateType": "CentralSystemRootCertificate" }""",
        ["GetLocalListVersion"] = "{}",
        ["GetLog"] = $$"""
            { "logType": "SecurityLog", "requestId": 1, "retries": 1, "retryInterval": 10,
              "log": { "remoteLocation": "{{Files}}", "oldestTimestamp": "now-P1D", "latestTimestamp": "now" } }
            """,
        ["InstallCertificate"] = $$"""
            { "certificateType": "CentralSystemRootCertificate", "certificate": {{RootPem}} }
            """,
        ["RemoteStartTransaction"] = $$"""{ "connectorId": 1, "idTag": "TAG1", "chargingProfile": {{Profile}} }""",
        ["RemoteStopTransaction"] = """{ "transactionId": 1 }""",
        ["ReserveNow"] = """{ "connectorId": 1, "expiryDate": "now+PT15M", "idTag": "TAG1", "reservationId": 1 }""",
        ["Reset"] = """{ "type": "Soft" }""",
        ["SendLocalList"] = """
            { "listVersion": 1, "updateType": "Full",
              "localAuthorizationList": [ { "idTag": "TAG1", "idTagInfo": { "status": "Accepted", "expiryDate": "now+P30D" } } ] }
            """,
        ["SetChargingProfile"] = $$"""{ "connectorId": 1, "csChargingProfiles": {{DefaultProfile}} }""",
        ["SignedUpdateFirmware"] = $$"""
            { "requestId": 1, "retries": 1, "retryInterval": 10,
              "firmware": { "location": "{{Files}}/firmware.bin", "retrieveDateTime": "now", "installDateTime": "now+PT1M" } }
            """,
        ["TriggerMessage"] = """{ "requestedMessage": "StatusNotification", "connectorId": 1 }""",
        ["UnlockConnector"] = """{ "connectorId": 1 }""",
        ["UpdateFirmware"] = $$"""
            { "location": "{{Files}}/firmware.bin", "retrieveDate": "now", "retries": 1, "retryInterval": 10 }
            """,
    };

    private readonly string _rootPem = Text(root.ExportCertificatePem());
    private readonly string _rootHash = HashData(root);

    /// <summary>The example of an action. What nobody can know beforehand is not in it.</summary>
    /// <param name="action">Its name.</param>
    public JsonObject Of(string action) =>
        JsonNode
            .Parse(
                ByAction[action]
                    .Replace(Files, files, StringComparison.Ordinal)
                    .Replace(RootPem, _rootPem, StringComparison.Ordinal)
                    .Replace(RootHash, _rootHash, StringComparison.Ordinal)
            )!
            .AsObject();

    private static string HashData(X509Certificate2 root)
    {
        var hash = CertificateHash.Of(root, CertificateHash.KeyOf(root), HashAlgorithm.SHA256);
        return $$"""
            { "hashAlgorithm": "SHA256", "issuerNameHash": {{Text(hash.IssuerNameHash)}},
              "issuerKeyHash": {{Text(hash.IssuerKeyHash)}}, "serialNumber": {{Text(hash.SerialNumber)}} }
            """;
    }

    private static string Text(string text) => JsonValue.Create(text).ToJsonString();
}
