using System.Text.Json;
using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.Quirks;

/// <summary>Odd behaviour, at the wire: each with its quirk, and not without it.</summary>
public sealed class QuirkTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_transaction_id_as_a_string(bool quirky)
    {
        ChargePointBench bench = Booted(quirky, Quirk.TransactionIdAsString);
        bench.Charge().WaitSeconds(10);
        bench.Call("TriggerMessage", new { requestedMessage = "MeterValues" });
        bench.Must(new StopTransaction(1, Ocpp.V16.Reason.Local));
        JsonNode[] ids = [.. bench.Sent.Select(frame => frame.Payload["transactionId"]).OfType<JsonNode>()];
        ids.Length.ShouldBe(3);
        ids.ShouldAllBe(id => id.GetValueKind() == (quirky ? JsonValueKind.String : JsonValueKind.Number));
        ids.ShouldAllBe(id => id.ToString() == "1001");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_transaction_id_as_a_string_from_the_CSMS(bool quirky)
    {
        ChargePointBench bench = Booted(quirky, Quirk.TransactionIdAsString);
        bench.Csms.Once(
            "StartTransaction",
            Reply.Result(new { transactionId = "-42", idTagInfo = new { status = "Accepted" } })
        );
        bench.Charge().WaitSeconds(10);
        bench.ChargePoint.Snapshot.Evses[0].Transaction!.Id.ShouldBe(quirky ? -42 : (int?)null);
        SentFrame set = bench.TryCall(
            "SetChargingProfile",
            new
            {
                connectorId = 1,
                csChargingProfiles = new
                {
                    chargingProfileId = 1,
                    transactionId = "-42",
                    stackLevel = 0,
                    chargingProfilePurpose = "TxProfile",
                    chargingProfileKind = "Relative",
                    chargingSchedule = new
                    {
                        chargingRateUnit = "A",
                        chargingSchedulePeriod = new[] { new { startPeriod = 0, limit = 6 } },
                    },
                },
            }
        )!;
        (quirky ? set.Text("status") : set.ErrorCode).ShouldBe(quirky ? "Accepted" : "TypeConstraintViolation");
        SentFrame stop = bench.TryCall("RemoteStopTransaction", new { transactionId = "-42" })!;
        (quirky ? stop.Text("status") : stop.ErrorCode).ShouldBe(quirky ? "Accepted" : "TypeConstraintViolation");
        foreach (string id in new[] { "", "4 2", "042", "+42", "-0", "2147483648", "1e2", "x" })
        {
            bench
                .TryCall("RemoteStopTransaction", new { transactionId = id })!
                .ErrorCode.ShouldBe("TypeConstraintViolation", id);
        }
        bench.TryCall("RemoteStopTransaction", new { transactionId = 7 })!.Text("status").ShouldBe("Rejected");
    }

    [Fact]
    public void A_transaction_id_as_a_string_also_when_it_is_put_in_later()
    {
        ChargePointBench bench = Booted(true, Quirk.TransactionIdAsString);
        bench.Csms.NextTransactionId = -5;
        bench.Charging().GoOffline().Must(new StopTransaction(1, Ocpp.V16.Reason.Local)).Unplug();
        bench.GoOnline().TheCall("StopTransaction").Payload["transactionId"]!.ToJsonString().ShouldBe("\"-5\"");
    }

    [Theory]
    [InlineData(true, -1)]
    [InlineData(false, 1001)]
    public void Meter_values_of_an_offline_start(bool quirky, int id)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            Settings(quirky, Quirk.MinusOneUntilStarted),
            ("AllowOfflineTxForUnknownId", "true")
        );
        bench.GoOffline().Charge().WaitSeconds(25).GoOnline();
        bench.Calls("MeterValues").Select(call => call.Number("transactionId")).ShouldBe([id, id]);
        // Afterwards it is the id; StopTransaction always has it.
        bench.Forget().WaitSeconds(10).Present("TAG1");
        bench.TheCall("MeterValues").Number("transactionId").ShouldBe(1001);
        bench.TheCall("StopTransaction").Number("transactionId").ShouldBe(1001);
    }

    [Theory]
    [InlineData(true, "kW")]
    [InlineData(false, "W")]
    public void Power_in_kilowatts(bool quirky, string unit)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            Settings(quirky, Quirk.PowerInKilowatts),
            ("MeterValuesSampledData", "Power.Active.Import,Power.Offered,Energy.Active.Import.Register"),
            ("StopTxnSampledData", "Power.Offered"),
            ("ClockAlignedDataInterval", "60"),
            ("MeterValuesAlignedData", "Power.Offered")
        );
        bench.Charge().WaitSeconds(60);
        bench.Call("TriggerMessage", new { requestedMessage = "MeterValues" });
        bench.Present("TAG1");
        JsonNode[] values = [.. bench.Sent.SelectMany(frame => Values(frame.Payload))];
        foreach (JsonNode value in values)
        {
            bool power = ((string)value["measurand"]!).StartsWith("Power", StringComparison.Ordinal);
            ((string?)value["unit"]).ShouldBe(power ? unit : "Wh");
            if ((string?)value["measurand"] == "Power.Offered")
            {
                double.Parse((string)value["value"]!).ShouldBe(quirky ? 22 : 22_000);
            }
        }
        values.Count(value => (string?)value["measurand"] == "Power.Offered").ShouldBeGreaterThan(8);
    }

    [Theory]
    [InlineData(true, "Celsius")]
    [InlineData(false, "Celcius")]
    public void The_spelling_of_celsius(bool quirky, string unit)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            Settings(quirky, Quirk.CelsiusSpelling),
            ("MeterValuesSampledData", "Temperature")
        );
        bench.Charge().WaitSeconds(10);
        Values(bench.TheCall("MeterValues").Payload).Single()["unit"]!.GetValue<string>().ShouldBe(unit);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_status_without_its_time(bool quirky)
    {
        ChargePointBench bench = Booted(quirky, Quirk.StatusWithoutTimestamp);
        bench.PlugIn().TheCall("StatusNotification").Payload.ContainsKey("timestamp").ShouldBe(!quirky);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 0)]
    public void Heartbeats_in_spite_of_other_calls(bool quirky, int heartbeats)
    {
        ChargePointBench bench = Booted(quirky, Quirk.HeartbeatsDespiteTraffic);
        bench.Charge().WaitSeconds(900);
        bench.Calls("Heartbeat").Count.ShouldBe(heartbeats);
        bench.Calls("MeterValues").Count.ShouldBe(90);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("[2,7,\"Reset\",{}]")]
    public void An_error_for_a_frame_that_cannot_be_read(string frame)
    {
        ChargePointBench bench = Booted(true, Quirk.CallErrorForUnreadableFrames);
        SentFrame error = bench.Receive("-1", "", frame).ShouldNotBeNull();
        error.ErrorCode.ShouldBe("GenericError");
        Booted(false, Quirk.CallErrorForUnreadableFrames).Receive("-1", "", frame).ShouldBeNull();
    }

    [Fact]
    public void An_answer_is_never_answered_and_neither_is_anything_while_rejected()
    {
        ChargePointBench bench = Booted(true, Quirk.CallErrorForUnreadableFrames);
        bench.Receive("-1", "", "[3,\"x\",{}]").ShouldBeNull();
        // A message type that is not known is ignored (OCPP-J 1.6 §4.1.3).
        bench.Receive("-1", "", "[9,\"x\",{}]").ShouldBeNull();
        bench.Receive("-1", "", "[4,\"-1\",\"GenericError\",\"\",{}]").ShouldBeNull();
        var rejected = new ChargePointBench(Settings(true, Quirk.CallErrorForUnreadableFrames));
        rejected.Csms.On(
            "BootNotification",
            call =>
                Reply.Result(
                    new
                    {
                        status = "Rejected",
                        currentTime = call.At.ToString(),
                        interval = 60,
                    }
                )
        );
        rejected.PowerOn().Receive("-1", "", "nonsense").ShouldBeNull();
    }

    [Fact]
    public void No_boot_notification_after_a_reconnect_is_no_quirk_but_the_rule()
    {
        ChargePointBench bench = ChargePointBench.Booted();
        bench.GoOffline().GoOnline().Calls("BootNotification").ShouldBeEmpty();
        ChargePointBench boots = ChargePointBench.Booted(ChargePointBench.OneSocket with { BootOnReconnect = true });
        boots.GoOffline().GoOnline().Calls("BootNotification").Count.ShouldBe(1);
    }

    private static ChargePointSettings Settings(bool quirky, Quirk quirk) =>
        ChargePointBench.OneSocket with
        {
            Quirks = quirky ? [quirk] : [],
        };

    private static ChargePointBench Booted(bool quirky, Quirk quirk) =>
        ChargePointBench.Booted(Settings(quirky, quirk));

    private static IEnumerable<JsonNode> Values(JsonObject payload)
    {
        JsonNode? values = payload["meterValue"] ?? payload["transactionData"];
        return values is null
            ? []
            : values.AsArray().SelectMany(value => value!["sampledValue"]!.AsArray()).OfType<JsonNode>();
    }
}
