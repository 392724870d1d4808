using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>The clock, the CSMS that sets it, and the stamps of a transaction while it does: OCPP 1.6 §4.6, §3.7, §3.16.</summary>
public sealed class ClockTests
{
    [Fact]
    public void Set_back_within_a_transaction_its_stamps_never_run_backwards()
    {
        ChargePointBench bench = Charging();
        bench.Csms.ClockOffset = TimeSpan.FromHours(-2);
        bench.WaitSeconds(900).Present("TAG1");
        AssertForwards(bench);
        bench.Events.ShouldContain(happened => happened.Type == ChargePointEventType.ClockSet);
    }

    [Fact]
    public void Nor_do_they_after_a_kill()
    {
        ChargePointBench bench = Charging();
        bench.Csms.ClockOffset = TimeSpan.FromHours(-2);
        bench.WaitSeconds(900).Kill().PowerOn().WaitSeconds(60).Present("TAG1");
        bench.Calls("StopTransaction").Count.ShouldBe(1);
        AssertForwards(bench);
    }

    [Fact]
    public void A_point_of_the_grid_is_sent_once_though_the_clock_is_set_back_over_it()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("ClockAlignedDataInterval", "60"),
            ("MeterValueSampleInterval", "0"),
            ("HeartbeatInterval", "50")
        );
        bench.Charging().WaitSeconds(70);
        bench.Csms.ClockOffset = TimeSpan.FromSeconds(-90);
        bench.WaitSeconds(600);
        DateTimeOffset[] points = [.. Stamps(bench).Select(stamp => stamp.At)];
        points.Length.ShouldBeGreaterThan(5);
        points.Distinct().Count().ShouldBe(points.Length);
        AssertForwards(bench);
    }

    [Fact]
    public void The_grid_goes_on_once_the_transaction_that_held_it_back_has_ended()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("ClockAlignedDataInterval", "60"),
            ("MeterValueSampleInterval", "0"),
            ("HeartbeatInterval", "50")
        );
        bench.Charging().WaitSeconds(70);
        bench.Csms.ClockOffset = TimeSpan.FromHours(-2);
        bench.WaitSeconds(300).Present("TAG1").Forget().WaitSeconds(180);
        Stamps(bench).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(25)]
    public void A_slow_answer_does_not_set_the_clock_back(int seconds)
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("HeartbeatInterval", "60"));
        bench.Csms.Latency = TimeSpan.FromSeconds(seconds);
        bench.WaitSeconds(600);
        bench.Calls("Heartbeat").Count.ShouldBeGreaterThan(4);
        bench.ChargePoint.Snapshot.ClockOffset.ShouldBe(TimeSpan.Zero);
    }

    private static ChargePointBench Charging() =>
        ChargePointBench
            .Booted(
                null,
                ("ClockAlignedDataInterval", "300"),
                ("StopTxnSampledData", "Energy.Active.Import.Register"),
                ("StopTxnAlignedData", "Energy.Active.Import.Register"),
                ("MeterValueSampleInterval", "60"),
                ("HeartbeatInterval", "50")
            )
            .Charge();

    private static List<(DateTimeOffset At, SentFrame Frame)> Stamps(ChargePointBench bench) =>
        [
            .. bench
                .Calls("MeterValues")
                .Where(frame => frame.Number("connectorId") == 1)
                .SelectMany(frame => frame.Payload["meterValue"]!.AsArray(), (frame, value) => (At(value!), frame)),
        ];

    private static DateTimeOffset At(System.Text.Json.Nodes.JsonNode value) =>
        DateTimeOffset.Parse((string)value["timestamp"]!, null);

    private static void AssertForwards(ChargePointBench bench)
    {
        var last = DateTimeOffset.MinValue;
        foreach (
            (DateTimeOffset at, SentFrame frame) in Stamps(bench)
                .Where(stamp => stamp.Frame.Number("transactionId") is not null)
        )
        {
            at.ShouldBeGreaterThanOrEqualTo(last, frame.ToString());
            last = at;
        }
        foreach (SentFrame stop in bench.Calls("StopTransaction"))
        {
            stop.Time().ShouldBeGreaterThanOrEqualTo(last);
            DateTimeOffset[] data = [.. stop.Payload["transactionData"]!.AsArray().Select(value => At(value!))];
            data.ShouldBe(data.Order());
        }
    }
}
