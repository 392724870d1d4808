using System.Text.Json.Nodes;
using Conformance.Tests.Harness;
using Ocpp.Rpc;
using TestKit;

namespace Conformance.Tests.Cases;

/// <summary>Configuration and vendors' messages: OCPP 1.6 §5.3, §5.6, §5.8, §9.1.</summary>
public sealed class ConfigurationCases
{
    // Required keys and whether they are read-only, of the profiles Core to RemoteTrigger. Null: the standard leaves it open.
    private static readonly (string Key, bool? ReadOnly)[] Required =
    [
        ("AuthorizeRemoteTxRequests", null),
        ("ClockAlignedDataInterval", false),
        ("ConnectionTimeOut", false),
        ("ConnectorPhaseRotation", false),
        ("GetConfigurationMaxKeys", true),
        ("HeartbeatInterval", false),
        ("LocalAuthorizeOffline", false),
        ("LocalPreAuthorize", false),
        ("MeterValuesAlignedData", false),
        ("MeterValuesSampledData", false),
        ("MeterValueSampleInterval", false),
        ("NumberOfConnectors", true),
        ("ResetRetries", false),
        ("StopTransactionOnInvalidId", false),
        ("StopTxnAlignedData", false),
        ("StopTxnSampledData", false),
        ("SupportedFeatureProfiles", true),
        ("TransactionMessageAttempts", false),
        ("TransactionMessageRetryInterval", false),
        ("UnlockConnectorOnEVSideDisconnect", false),
        ("LocalAuthListEnabled", false),
        ("LocalAuthListMaxLength", true),
        ("SendLocalListMaxLength", true),
        ("ChargeProfileMaxStackLevel", true),
        ("ChargingScheduleAllowedChargingRateUnit", true),
        ("ChargingScheduleMaxPeriods", true),
        ("MaxChargingProfilesInstalled", true),
    ];

    [Case("019", "Retrieve Configuration", Note = "One key, all keys, and as many as GetConfigurationMaxKeys allows.")]
    public void Retrieve_configuration()
    {
        using var test = TestSystem.Booted();
        JsonArray one = Keys(test.Send("GetConfiguration", new { key = new[] { "SupportedFeatureProfiles" } }), 1);
        one[0]!["readonly"]!.GetValue<bool>().ShouldBeTrue();
        one[0]!["value"]!.GetValue<string>().ShouldContain("Core");

        JsonArray all = Keys(test.Send("GetConfiguration", new { }), null);
        foreach ((string key, bool? readOnly) in Required)
        {
            JsonNode found = all.Single(entry => (string)entry!["key"]! == key)!;
            (readOnly is null || found["readonly"]!.GetValue<bool>() == readOnly).ShouldBeTrue(key);
        }

        int most = int.Parse(
            (string)all.Single(entry => (string)entry!["key"]! == "GetConfigurationMaxKeys")!["value"]!,
            null
        );
        string[] names = [.. all.Select(entry => (string)entry!["key"]!).Take(most)];
        Keys(test.Send("GetConfiguration", new { key = names }), names.Length);
    }

    [Case("021", "Change/Set Configuration")]
    public void Change_configuration()
    {
        using var test = TestSystem.Booted();
        test.Configure("MeterValueSampleInterval", "77");
        JsonArray read = Keys(test.Send("GetConfiguration", new { key = new[] { "MeterValueSampleInterval" } }), 1);
        read[0]!["value"]!.GetValue<string>().ShouldBe("77");
    }

    [Case("040_1", "Configuration Keys - Not Supported")]
    public void Unknown_key()
    {
        using var test = TestSystem.Booted();
        test.Send("ChangeConfiguration", new { key = "NoSuchKey", value = "1" }, "NotSupported");
    }

    [Case("040_2", "Configuration Keys - Invalid Value", Note = "Rejected; the value is unchanged.")]
    public void Invalid_value()
    {
        using var test = TestSystem.Booted(null, ("MeterValueSampleInterval", "60"));
        SentFrame answer = test.Send("ChangeConfiguration", new { key = "MeterValueSampleInterval", value = "-1" });
        (answer.ErrorCode == "PropertyConstraintViolation" || answer.Text("status") == "Rejected").ShouldBeTrue(
            $"{answer}"
        );
        JsonArray read = Keys(test.Send("GetConfiguration", new { key = new[] { "MeterValueSampleInterval" } }), 1);
        read[0]!["value"]!.GetValue<string>().ShouldBe("60");
    }

    [Case("062", "Data Transfer to a Charge Point")]
    public void Data_transfer()
    {
        using var test = TestSystem.Booted();
        SentFrame answer = test.Send(
            "DataTransfer",
            new
            {
                vendorId = "com.example.unknown",
                messageId = "Greeting",
                data = "Hello",
            }
        );
        answer.Text("status").ShouldBeOneOf("UnknownVendorId", "UnknownMessageId", "Rejected");
        answer.Payload.ContainsKey("data").ShouldBeFalse();
    }

    private static JsonArray Keys(SentFrame answer, int? count)
    {
        answer.Type.ShouldBe(MessageType.CallResult, $"{answer}");
        (answer.Payload["unknownKey"]?.AsArray().Count ?? 0).ShouldBe(0);
        JsonArray keys = answer.Payload["configurationKey"]!.AsArray();
        keys.Count.ShouldBe(count ?? keys.Count);
        return keys;
    }
}
