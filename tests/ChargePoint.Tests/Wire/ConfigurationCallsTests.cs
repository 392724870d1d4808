using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>GetConfiguration, ChangeConfiguration, DataTransfer: OCPP 1.6 §5, §9, certification cases 019, 021, 040, 062.</summary>
public sealed class ConfigurationCallsTests
{
    [Fact]
    public void All_keys_come_with_their_access()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        JsonObject answer = bench.Call("GetConfiguration", new { });
        answer.ContainsKey("unknownKey").ShouldBeFalse();
        Dictionary<string, bool> access = answer["configurationKey"]!
            .AsArray()
            .ToDictionary(key => (string)key!["key"]!, key => (bool)key!["readonly"]!);
        access.Count.ShouldBeGreaterThan(40);
        foreach (string name in new[] { "GetConfigurationMaxKeys", "NumberOfConnectors", "SupportedFeatureProfiles" })
        {
            access[name].ShouldBeTrue();
        }
        foreach (
            string name in new[] { "HeartbeatInterval", "ResetRetries", "LocalPreAuthorize", "StopTxnAlignedData" }
        )
        {
            access[name].ShouldBeFalse();
        }
    }

    [Fact]
    public void More_keys_than_allowed_are_refused_and_just_as_many_are_not()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string[] keys = [.. Enumerable.Repeat("HeartbeatInterval", 101)];
        bench.TryCall("GetConfiguration", new { key = keys })!.ErrorCode.ShouldBe("OccurenceConstraintViolation");
        bench.Call("GetConfiguration", new { key = keys[..100] })["configurationKey"].ShouldNotBeNull();
    }

    [Fact]
    public void Known_and_unknown_keys_are_told_apart()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        JsonObject answer = bench.Call("GetConfiguration", new { key = new[] { "heartbeatinterval", "Nonsense" } });
        answer["configurationKey"]!.AsArray().Count.ShouldBe(1);
        answer["unknownKey"]!.AsArray().Select(key => (string)key!).ShouldBe(["Nonsense"]);
    }

    [Theory]
    [InlineData("MeterValueSampleInterval", "42", "Accepted")]
    [InlineData("metervaluesampleinterval", "42", "Accepted")]
    [InlineData("MeterValueSampleInterval", "-1", "Rejected")]
    [InlineData("MeterValueSampleInterval", "soon", "Rejected")]
    [InlineData("WebSocketPingInterval", "-5", "Rejected")]
    [InlineData("LocalPreAuthorize", "perhaps", "Rejected")]
    [InlineData("NumberOfConnectors", "3", "Rejected")]
    [InlineData("Nonsense", "1", "NotSupported")]
    public void Each_change_gets_its_status(string key, string value, string status)
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Call("ChangeConfiguration", new { key, value })["status"]!.GetValue<string>().ShouldBe(status);
        string? read = (string?)
            bench.Call("GetConfiguration", new { key = new[] { key } })["configurationKey"]?[0]!["value"];
        if (status == "Accepted")
        {
            read.ShouldBe(value);
        }
        else
        {
            read.ShouldNotBe(value);
        }
    }

    [Fact]
    public void Configuration_survives_a_power_cut()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("MeterValueSampleInterval", "33"));
        bench.Kill().PowerOn();
        (
            (string?)
                bench.Call("GetConfiguration", new { key = new[] { "MeterValueSampleInterval" } })["configurationKey"]![
                    0
                ]!["value"]
        ).ShouldBe("33");
    }

    [Fact]
    public void A_new_password_is_taken_never_shown_and_used_on_a_new_connection()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        string key = new('a', 40);
        bench.Configure("AuthorizationKey", key);
        bench.LinkIsUp.ShouldBeFalse();
        bench.WaitSeconds(5).LinkIsUp.ShouldBeTrue();
        bench.ChargePoint.Configuration.AuthorizationKey.ShouldBe(key);
        bench.Call("GetConfiguration", new { }).ToJsonString().ShouldNotContain(key);
        bench.Events.ShouldAllBe(happened => !happened.Detail.Contains(key));
    }

    [Fact]
    public void A_technician_gets_the_reason()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.Do(new SetConfiguration("Nonsense", "1"))!.Kind.ShouldBe(RefusalKind.Unknown);
        bench.Do(new SetConfiguration("NumberOfConnectors", "1"))!.Kind.ShouldBe(RefusalKind.ReadOnly);
        bench.Do(new SetConfiguration("HeartbeatInterval", "x"))!.Kind.ShouldBe(RefusalKind.Invalid);
        bench.Must(new SetConfiguration("HeartbeatInterval", "77"));
        bench.WaitSeconds(77).Calls("Heartbeat").Count.ShouldBe(1);
    }

    [Fact]
    public void An_unknown_vendor_is_said_to_be_unknown_without_data()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        JsonObject answer = bench.Call(
            "DataTransfer",
            new
            {
                vendorId = "nobody",
                messageId = "x",
                data = "y",
            }
        );
        answer["status"]!.GetValue<string>().ShouldBe("UnknownVendorId");
        answer.ContainsKey("data").ShouldBeFalse();
    }
}
