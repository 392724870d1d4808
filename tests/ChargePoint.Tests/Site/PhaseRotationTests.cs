using System.Globalization;
using System.Text.Json.Nodes;
using ChargePoints.Tests.SmartCharging;
using TestKit;

namespace ChargePoints.Tests.Site;

/// <summary>ConnectorPhaseRotation (OCPP 1.6 §9.1.6): which phases of meter and grid a car's phases are connected to.</summary>
public sealed class PhaseRotationTests
{
    private static readonly VehicleSettings OnePhaseCar = new()
    {
        Id = "EV",
        MaxAcPowerW = 7_400,
        Phases = 1,
    };

    [Theory]
    [InlineData("1.RST", "L1")]
    [InlineData("1.STR", "L2")]
    [InlineData("1.TRS", "L3")]
    [InlineData("1.SRT", "L2")]
    [InlineData("1.Unknown", "L1")]
    [InlineData("0.STR", "L1")]
    public void A_single_phase_car_is_metered_on_the_phase_that_its_connector_begins_with(string rotation, string phase)
    {
        ChargePointBench bench = ChargePointBench.Booted(
            null,
            ("ConnectorPhaseRotation", rotation),
            ("MeterValuesSampledData", "Current.Import,Power.Active.Import,Voltage")
        );
        bench.PlugIn(1, OnePhaseCar).Present("TAG1").Forget().WaitSeconds(10);
        foreach (string line in new[] { "L1", "L2", "L3" })
        {
            (Read(bench, "Current.Import", line) > 25).ShouldBe(line == phase);
            (Read(bench, "Power.Active.Import", line) > 5_000).ShouldBe(line == phase);
        }
        double all = Read(bench, "Power.Active.Import", null);
        all.ShouldBe(Read(bench, "Power.Active.Import", phase));
        // Only the phase under load sags.
        Read(bench, "Voltage", $"{phase}-N").ShouldBeInRange(207, 232);
    }

    [Fact]
    public void A_new_rotation_holds_at_once()
    {
        ChargePointBench bench = ChargePointBench.Booted().PlugIn(1, OnePhaseCar).Present("TAG1");
        bench.Configure("ConnectorPhaseRotation", "0.RST,1.TRS");
        GridSide grid = bench.Evse().Grid;
        grid.CurrentA.L3.ShouldBeGreaterThan(25);
        (grid.CurrentA.L1 + grid.CurrentA.L2).ShouldBe(0);
        grid.IsOn(2).ShouldBeTrue();
        grid.IsOn(0).ShouldBeFalse();
    }

    [Theory]
    [InlineData("0.RST,1.RST", 0)]
    [InlineData("0.STR,1.RST", 1)]
    [InlineData("0.RST,1.STR", 1)]
    [InlineData("0.STR,1.STR", 2)]
    [InlineData("0.TRS,1.STR", 0)]
    public void The_charge_points_own_rotation_comes_before_its_connectors(string rotations, int phase)
    {
        ChargePointBench bench = ChargePointBench.Booted(null, ("ConnectorPhaseRotation", rotations));
        bench.PlugIn(1, OnePhaseCar).Present("TAG1");
        bench.Evse().Grid.CurrentA[phase].ShouldBe(bench.Evse().CurrentA);
    }

    [Fact]
    public void Single_phase_chargers_of_a_site_are_spread_over_the_phases()
    {
        int[] chargers = new int[3];
        for (int number = 1; number <= 99; number++)
        {
            var settings = new ChargePointSettings
            {
                Id = $"SITE-{number:000}",
                Evses =
                [
                    new EvseSettings
                    {
                        Id = 1,
                        Phases = 1,
                        MaxPowerW = 7_400,
                    },
                ],
            };
            ChargePointBench bench = ChargePointBench.Booted(settings).PlugIn(1, OnePhaseCar).Present("TAG1");
            GridSide grid = bench.Evse().Grid;
            chargers[Enumerable.Range(0, 3).Single(grid.IsOn)]++;
        }
        chargers.ShouldBe([33, 33, 33]);
    }

    [Fact]
    public void Dc_takes_of_all_three_phases()
    {
        ChargePointBench bench = ChargePointBench.Booted(ChargePointBench.OneFixedCable).Charge();
        PhaseValues current = bench.Evse().Grid.CurrentA;
        (230 * (current.L1 + current.L2 + current.L3)).ShouldBe(bench.Evse().PowerW, 0.01);
        current.L1.ShouldBe(current.L3);
    }

    private static double Read(ChargePointBench bench, string measurand, string? phase)
    {
        JsonArray values = bench.TheCall("MeterValues").Payload["meterValue"]![0]!["sampledValue"]!.AsArray();
        return double.Parse(
            values.Single(it => (string)it!["measurand"]! == measurand && (string?)it["phase"] == phase)![
                "value"
            ]!.ToString(),
            CultureInfo.InvariantCulture
        );
    }
}
