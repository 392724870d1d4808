using Ocpp;
using TestKit;

namespace ChargePoints.Tests.SmartCharging;

/// <summary>The meter keeps the limit from the instant at which it changes, and the CSMS hears what follows (OCPP 1.6 §3.13, §4.9).</summary>
public sealed class MeterFollowsLimitTests
{
    private static readonly VehicleSettings ThreePhaseCar = new()
    {
        Id = "EV3",
        MaxAcPowerW = 22_000,
        BatteryWh = 100_000,
    };
    private static readonly VehicleSettings OnePhaseCar = new()
    {
        Id = "EV1",
        MaxAcPowerW = 7_400,
        Phases = 1,
        BatteryWh = 100_000,
    };

    [Fact]
    public void A_period_that_begins_lowers_and_raises_the_power_at_that_instant()
    {
        ChargePointBench bench = Charging(ThreePhaseCar);
        bench.Set(1, ProfileJson.Of(1, "TxProfile", kind: "Relative", periods: [(0, 16), (33, 8), (47, 20)]));
        Instant began = bench.Now;
        bench.Evse().LimitW.ShouldBe(11_040);
        bench.Evse().PowerW.ShouldBeInRange(10_160, 11_040);
        bench.WaitUntil(began + TimeSpan.FromSeconds(32.9999999)).Evse().LimitW.ShouldBe(11_040);
        bench.WaitUntil(began + TimeSpan.FromSeconds(33));
        bench.Evse().LimitW.ShouldBe(5_520);
        bench.Evse().MeteredAt.ShouldBe(began + TimeSpan.FromSeconds(33));
        bench.Evse().PowerW.ShouldBeInRange(5_080, 5_520);
        bench.WaitUntil(began + TimeSpan.FromSeconds(47)).Evse().PowerW.ShouldBeInRange(12_700, 13_800);
    }

    [Fact]
    public void A_limit_of_0_suspends_and_the_end_of_it_resumes()
    {
        ChargePointBench bench = Charging(ThreePhaseCar).Forget();
        bench.Set(1, ProfileJson.Of(1, "TxProfile", kind: "Relative", periods: [(0, 16), (30, 0), (60, 16)]));
        bench.WaitSeconds(30);
        bench.Evse().PowerW.ShouldBe(0);
        long register = bench.Evse().EnergyMilliWh;
        bench.WaitSeconds(29.9).Evse().EnergyMilliWh.ShouldBe(register);
        bench.WaitSeconds(10).Evse().PowerW.ShouldBeGreaterThan(10_000);
        IReadOnlyList<SentFrame> statuses = bench.Calls("StatusNotification");
        statuses.Select(frame => frame.Text("status")).ShouldBe(["SuspendedEVSE", "Charging"]);
        statuses.Select(frame => frame.Text("errorCode")).ShouldBe(["NoError", "NoError"]);
        (statuses[1].At - statuses[0].At).ShouldBe(TimeSpan.FromSeconds(30));
        statuses[0].Time().ShouldBe(statuses[0].At.ToUtc());
    }

    [Theory]
    [InlineData(5.9, false)]
    [InlineData(6.0, true)]
    public void Less_than_6_A_per_phase_cannot_be_offered(double limitA, bool charges)
    {
        ChargePointBench bench = ChargePointBench.Booted().Set(0, ProfileJson.Default(1, limitA));
        bench.PlugIn(1, ThreePhaseCar).Forget().Present("TAG1");
        bench.Statuses().ShouldBe([charges ? "Charging" : "SuspendedEVSE"]);
        (bench.Evse().PowerW > 0).ShouldBe(charges);
        bench.Call("RemoteStopTransaction", new { transactionId = 1001 })["status"]!.ToString().ShouldBe("Accepted");
        bench.Statuses()[^1].ShouldBe("Finishing");
    }

    [Fact]
    public void Offered_power_and_current_follow()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("MeterValuesSampledData", "Current.Offered,Power.Offered,Power.Active.Import")
        );
        bench.PlugIn(1, ThreePhaseCar).Present("TAG1");
        bench.Set(1, ProfileJson.Of(1, "TxProfile", kind: "Relative", periods: [(0, 16), (20, 10)]));
        bench.Forget().WaitSeconds(20);
        Offered(bench, 0).ShouldBe(("16", "11040"));
        Offered(bench, 1).ShouldBe(("10", "6900"), "the sample of the instant of the change shows the new limit");
        bench.Forget().Set(1, ProfileJson.Tx(1, 0)).WaitSeconds(10);
        Offered(bench, 0).ShouldBe(("0", "0"));
    }

    [Theory]
    [InlineData("Daily", 1)]
    [InlineData("Weekly", 7)]
    public void A_recurring_schedule_is_kept_day_after_day_also_where_clocks_change(string recurrency, int days)
    {
        DateTimeOffset night = new(2026, 3, 28, 22, 0, 0, TimeSpan.Zero);
        ChargePointBench bench = new(start: Instant.FromUtc(night.AddHours(-1)));
        bench.PowerOn().Configure("MeterValueSampleInterval", "0");
        bench.Set(
            0,
            ProfileJson
                .Of(
                    1,
                    "TxDefaultProfile",
                    0,
                    "Recurring",
                    "A",
                    8 * 3_600,
                    "2026-03-28T23:00:00+01:00",
                    (0, 16),
                    (3_600, 10)
                )
                .With("recurrencyKind", recurrency)
        );
        for (int i = 0; i < 3; i++)
        {
            DateTimeOffset begin = night.AddDays(i * days);
            LimitAt(begin.AddTicks(-1)).ShouldBe(22_000);
            LimitAt(begin).ShouldBe(11_040);
            LimitAt(begin.AddHours(1)).ShouldBe(6_900);
            LimitAt(begin.AddHours(8).AddTicks(-1)).ShouldBe(6_900);
            LimitAt(begin.AddHours(8)).ShouldBe(22_000);
        }

        double LimitAt(DateTimeOffset time) => bench.WaitUntil(Instant.FromUtc(time)).Evse().LimitW;
    }

    [Fact]
    public void Before_a_transaction_what_one_would_begin_with_is_offered()
    {
        ChargePointBench bench = ChargePointBench.Booted(
            ChargePointBench.TwoSockets,
            ("MeterValuesSampledData", "Current.Offered,Power.Offered,Power.Active.Import")
        );
        bench.Set(1, ProfileJson.Of(1, "TxDefaultProfile", kind: "Relative", periods: [(0, 16), (20, 10)]));
        bench.WaitSeconds(100).Forget().Call("TriggerMessage", new { requestedMessage = "MeterValues" });
        Offered(bench, 0).ShouldBe(("16", "11040"));
        Offered(bench, 1).ShouldBe(("31.884", "22000"), "the rating");
        bench.Set(0, ProfileJson.Max(2, 12)).Forget();
        bench.Call("TriggerMessage", new { requestedMessage = "MeterValues", connectorId = 0 });
        bench.TheCall("MeterValues").Payload["meterValue"]![0]!["sampledValue"]!
            .AsArray()
            .Single(it => it!["measurand"]!.ToString() == "Power.Offered")!["value"]!
            .ToString()
            .ShouldBe("8280", "all connectors together");
    }

    [Fact]
    public void A_one_phase_car_gets_the_amperes_of_the_limit_on_its_phase()
    {
        ChargePointBench bench = Charging(OnePhaseCar).Set(1, ProfileJson.Tx(1, 16));
        bench.Evse().CurrentA.ShouldBeInRange(15.5, 16);
        bench.Evse().PowerW.ShouldBeInRange(3_380, 3_680);
        // Watts are those of three phases unless the CSMS says that they are of one.
        bench.Set(1, ProfileJson.Tx(1, 6_900, "W")).Evse().CurrentA.ShouldBeInRange(9.5, 10);
        bench.Set(1, ProfileJson.Tx(1, 3_680, "W").WithPhases(1)).Evse().CurrentA.ShouldBeInRange(15.3, 16);
    }

    [Fact]
    public void A_limit_for_one_phase_is_kept_in_sum_when_the_phases_cannot_be_switched()
    {
        ChargePointBench bench = Charging(ThreePhaseCar).Set(1, ProfileJson.Tx(1, 20).WithPhases(1));
        bench.Evse().LimitW.ShouldBe(4_600);
        bench.Evse().PowerW.ShouldBeInRange(4_230, 4_600);
        bench
            .Set(1, ProfileJson.Tx(1, 16).WithPhases(1))
            .Evse()
            .Status.ToString()
            .ShouldBe("SuspendedEVSE", "5.3 A per phase");
    }

    [Fact]
    public void With_phases_that_can_be_switched_a_limit_for_one_phase_charges_on_one()
    {
        ChargePointBench bench = Charging(
            ThreePhaseCar,
            ChargePointBench.OneSocket with
            {
                Configuration = new Dictionary<string, string> { ["ConnectorSwitch3to1PhaseSupported"] = "true" },
            }
        );
        bench.Set(1, ProfileJson.Of(1, "TxProfile", kind: "Relative", periods: [(0, 16)]).WithPhases(1));
        bench.Evse().CurrentA.ShouldBeInRange(15.5, 16);
        bench.Evse().PowerW.ShouldBeInRange(3_380, 3_680);
        bench.Set(1, ProfileJson.Tx(1, 16).WithPhases(3)).Evse().PowerW.ShouldBeInRange(10_160, 11_040);
    }

    [Fact]
    public void On_dc_watts_and_bus_amperes_are_kept()
    {
        ChargePointBench bench = Charging(new VehicleSettings { Id = "DC" }, ChargePointBench.OneFixedCable);
        bench.Set(1, ProfileJson.Tx(1, 20_000, "W")).Evse().PowerW.ShouldBeInRange(19_500, 20_000);
        bench.Set(1, ProfileJson.Tx(1, 25)).Evse().LimitW.ShouldBe(10_000);
        bench.Set(1, ProfileJson.Tx(1, 0)).Evse().Status.ToString().ShouldBe("SuspendedEVSE");
        bench.Set(1, ProfileJson.Tx(1, 500, "W")).Evse().Status.ToString().ShouldBe("Charging");
    }

    [Fact]
    public void Profiles_are_followed_offline()
    {
        ChargePointBench bench = Charging(ThreePhaseCar);
        bench.Set(1, ProfileJson.Of(1, "TxProfile", kind: "Relative", periods: [(0, 16), (30, 8)]));
        bench.GoOffline().WaitSeconds(40).Evse().LimitW.ShouldBe(5_520);
    }

    [Fact]
    public void Absolute_schedules_follow_the_chargers_clock_and_relative_ones_do_not()
    {
        ChargePointBench bench = Charging(ThreePhaseCar);
        string start = (bench.Now + TimeSpan.FromSeconds(3_600)).ToString();
        bench.Set(
            1,
            ProfileJson
                .Of(1, "ChargePointMaxProfile", start: start, periods: (0, 10))
                .With("chargingProfilePurpose", "TxDefaultProfile")
        );
        bench.Evse().LimitW.ShouldBe(22_000);
        bench.Configure("MeterValueSampleInterval", "0").Csms.ClockOffset = TimeSpan.FromHours(1.5);
        bench.WaitSeconds(400).Evse().LimitW.ShouldBe(6_900, "the heartbeat has set the clock past its start");
        bench.Set(1, ProfileJson.Of(2, "TxProfile", kind: "Relative", periods: [(0, 16), (1_000, 8)]));
        bench.Evse().LimitW.ShouldBe(11_040, "the transaction is 400 s old, whatever the clock says");
        bench.Kill().PowerOn().WaitSeconds(590).Evse().LimitW.ShouldBe(11_040);
        bench.WaitSeconds(11).Evse().LimitW.ShouldBe(5_520);
    }

    [Theory]
    [InlineData(-3_600)]
    [InlineData(5_400)]
    public void Without_startSchedule_an_absolute_schedule_counts_from_its_receipt_whatever_the_clock_is_set_to(
        double seconds
    )
    {
        ChargePointBench bench = Charging(ThreePhaseCar).Configure("MeterValueSampleInterval", "0");
        bench.Set(1, ProfileJson.Of(1, "TxDefaultProfile", periods: [(0, 16), (1_000, 8)]));
        bench.Csms.ClockOffset = TimeSpan.FromSeconds(seconds);
        bench.WaitSeconds(400).ChargePoint.Snapshot.ClockOffset.TotalSeconds.ShouldBe(seconds, 1);
        bench.Evse().LimitW.ShouldBe(11_040);
        bench.Composite(1, 1_000).ShouldBe("16@0 8@600");
        bench.Kill().PowerOn().WaitSeconds(599).Evse().LimitW.ShouldBe(11_040);
        bench.WaitSeconds(2).Evse().LimitW.ShouldBe(5_520);
    }

    [Fact]
    public void After_a_boot_the_limits_hold_from_the_first_moment()
    {
        ChargePointBench bench = Charging(ThreePhaseCar).Set(1, ProfileJson.Tx(1, 8)).WaitSeconds(20);
        bench.Do(new PowerLost());
        bench.WaitSeconds(5).PowerOn();
        bench.Evse().LimitW.ShouldBe(5_520);
        bench.Evse().PowerW.ShouldBeInRange(5_080, 5_520);
        bench.Kill().PowerOn().Evse().PowerW.ShouldBeInRange(5_080, 5_520);
        bench.Call("Reset", new { type = "Hard" });
        bench.WaitSeconds(10).ChargePoint.Snapshot.SmartCharging.ShouldBeNull("the reset has ended the transaction");
    }

    [Fact]
    public void Nobody_can_set_the_status_to_Charging_against_the_limit()
    {
        ChargePointBench bench = Charging(ThreePhaseCar).Set(1, ProfileJson.Tx(1, 0));
        bench
            .Do(new SetStatus(1, Ocpp.V16.ChargePointStatus.Charging, Ocpp.V16.ChargePointErrorCode.NoError, null))!
            .Detail.ShouldContain("charging profiles");
        bench.Set(1, ProfileJson.Tx(1, 10));
        bench.Must(
            new SetStatus(1, Ocpp.V16.ChargePointStatus.SuspendedEVSE, Ocpp.V16.ChargePointErrorCode.NoError, null)
        );
        bench.Must(new SetStatus(1, Ocpp.V16.ChargePointStatus.Charging, Ocpp.V16.ChargePointErrorCode.NoError, null));
        bench.Evse().LimitW.ShouldBe(6_900);
    }

    private static (string? Current, string? Power) Offered(ChargePointBench bench, int sample)
    {
        var values = bench.Calls("MeterValues")[sample].Payload["meterValue"]![0]!["sampledValue"]!.AsArray();
        double power = double.Parse(
            values.Single(it => it!["measurand"]!.ToString() == "Power.Active.Import" && it["phase"] is null)![
                "value"
            ]!.ToString()
        );
        string? offered = values.Single(it => it!["measurand"]!.ToString() == "Power.Offered")!["value"]!.ToString();
        power.ShouldBeLessThanOrEqualTo(double.Parse(offered));
        return (values.Single(it => it!["measurand"]!.ToString() == "Current.Offered")!["value"]!.ToString(), offered);
    }

    private static ChargePointBench Charging(VehicleSettings car, ChargePointSettings? settings = null) =>
        ChargePointBench.Booted(settings).PlugIn(1, car).Present("TAG1").Forget();
}
