using System.Text.Json.Nodes;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>The car is known to the meter from the moment it is plugged in until it is gone: OCPP 1.6 §3.16, §4.7, §4.9.</summary>
public sealed class CarReadingsTests
{
    [Fact]
    public void The_readings_at_the_beginning_know_the_car()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneFixedCable,
            ("StopTxnSampledData", "SoC,Voltage")
        );
        bench.Charge().WaitSeconds(30).Present("TAG1");
        JsonNode begin = bench.TheCall("StopTransaction").Payload["transactionData"]![0]!;
        Value(begin, "SoC").ShouldBe("30");
        double.Parse(Value(begin, "Voltage")!).ShouldBeGreaterThan(300);
    }

    [Fact]
    public void The_readings_at_the_end_know_the_car_though_the_process_was_killed()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneFixedCable with
            {
                ResumeAfterPowerLoss = false,
            },
            ("StopTxnSampledData", "SoC")
        );
        bench.Charge().WaitSeconds(30).Kill().PowerOn();
        JsonArray data = bench.TheCall("StopTransaction").Payload["transactionData"]!.AsArray();
        Value(data[0]!, "SoC").ShouldNotBeNull();
        Value(data[^1]!, "SoC").ShouldNotBeNull();
    }

    [Fact]
    public void Clock_aligned_values_know_the_car_while_it_is_there_and_not_after()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.OneSocket with
            {
                Evses =
                [
                    new EvseSettings
                    {
                        Id = 1,
                        CurrentType = CurrentType.DC,
                        VoltageV = 400,
                    },
                ],
            },
            ("ClockAlignedDataInterval", "60"),
            ("MeterValuesAlignedData", "SoC"),
            ("MeterValueSampleInterval", "0"),
            ("ConnectionTimeOut", "300"),
            ("UnlockConnectorOnEVSideDisconnect", "false")
        );
        bench.WaitSeconds(61).Calls("MeterValues").ShouldBeEmpty();
        bench.PlugIn().WaitSeconds(60).Calls("MeterValues").Count.ShouldBe(1);
        bench.Csms.On(
            "StartTransaction",
            Reply.Result(new { transactionId = 1, idTagInfo = new { status = "Invalid" } })
        );
        bench.Present("TAG1").UnplugAtCar().Forget();
        bench.ChargePoint.Snapshot.Evses[0].PlugLocked.ShouldBeTrue();
        bench.WaitSeconds(180).Calls("MeterValues").ShouldBeEmpty();
    }

    [Fact]
    public void The_note_that_the_car_was_unplugged_goes_when_it_is_back()
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("StopTransactionOnEVSideDisconnect", "false"));
        bench.Charge().UnplugAtCar();
        Last(bench).ShouldBe(("SuspendedEV", "EV side disconnected"));
        bench.PlugIn(1, new VehicleSettings { Id = "full", SocPercent = 100 });
        Last(bench).ShouldBe(("SuspendedEV", null));
    }

    private static (string?, string?) Last(ChargePointBench bench)
    {
        SentFrame last = bench.Calls("StatusNotification")[^1];
        return (last.Text("status"), last.Text("info"));
    }

    private static string? Value(JsonNode meterValue, string measurand) =>
        (string?)
            meterValue["sampledValue"]!
                .AsArray()
                .FirstOrDefault(value => (string?)value!["measurand"] == measurand)
                ?["value"];
}
