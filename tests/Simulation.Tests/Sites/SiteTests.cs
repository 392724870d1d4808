using ChargePoints;
using Ocpp.V16;
using Simulation.Sites;
using Simulation.Tests.Fleet;

namespace Simulation.Tests.Sites;

/// <summary>Chargers that share a grid connection, in virtual time.</summary>
public sealed class SiteTests : IDisposable
{
    private const string SiteId = "site";

    private static readonly VehicleSettings ThreePhaseCar = new()
    {
        Id = "EV3",
        BatteryWh = 200_000,
        MaxAcPowerW = 22_000,
    };
    private static readonly VehicleSettings OnePhaseCar = new()
    {
        Id = "EV1",
        BatteryWh = 200_000,
        MaxAcPowerW = 7_400,
        Phases = 1,
    };

    private readonly VirtualFleet _fleet = new();

    private SiteView View => _fleet.Fleet.Site(SiteId)!;

    [Fact]
    public void Without_load_management_an_overload_is_to_be_seen()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 30_000 });
        var chargers = Charging(3, ThreePhaseCar);
        Seconds(10);
        View.PowerW.ShouldBe(chargers.Sum(PowerW), 0.5);
        View.PowerW.ShouldBeGreaterThan(55_000);
        View.Overloaded.ShouldBeTrue();
        View.PausedEvses.ShouldBe(0);
        View.CurrentA.L1.ShouldBe(chargers.Sum(charger => charger.Snapshot.Evses[0].Grid.CurrentA.L1), 0.1);
    }

    [Fact]
    public void The_load_of_the_site_has_the_volts_of_all_sag()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 66_000 });
        var first = Charging(1, ThreePhaseCar)[0];
        Seconds(5);
        var before = PowerW(first);
        Charging(3, ThreePhaseCar, from: 2);
        Seconds(3);
        // Three chargers more at a limit of three: about 3 % of voltage, and of power at the same current.
        PowerW(first).ShouldBeInRange(before * 0.95, before * 0.98);
    }

    [Fact]
    public void Load_management_shares_the_limit_fairly_and_gives_back_what_is_free()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 33_120, LoadManagement = true });
        var chargers = Charging(3, ThreePhaseCar);
        Seconds(5);
        // 48 A a phase for three.
        chargers.ShouldAllBe(charger => charger.Snapshot.Evses[0].LimitW == 11_040);
        View.Overloaded.ShouldBeFalse();
        View.PowerW.ShouldBeInRange(29_000, 33_120);

        _fleet.Post(chargers[0], new StopTransaction(1, Reason.Local)).Refusal.ShouldBeNull();
        Seconds(3);
        PowerW(chargers[0]).ShouldBe(0);
        chargers[1].Snapshot.Evses[0].LimitW.ShouldBe(16_560, 1);
    }

    [Fact]
    public void Who_does_not_fit_waits_suspended_until_there_is_room()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 9_000, LoadManagement = true });
        var chargers = Charging(3, ThreePhaseCar);
        Seconds(5);
        chargers
            .Select(Status)
            .ShouldBe([ChargePointStatus.Charging, ChargePointStatus.Charging, ChargePointStatus.SuspendedEVSE]);
        View.PausedEvses.ShouldBe(1);

        _fleet.Post(chargers[0], new StopTransaction(1, Reason.Local)).Refusal.ShouldBeNull();
        Seconds(3);
        Status(chargers[2]).ShouldBe(ChargePointStatus.Charging);
        View.PausedEvses.ShouldBe(0);
    }

    [Fact]
    public void Single_phase_cars_of_neighbours_are_on_different_phases()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 20_700, LoadManagement = true });
        Charging(3, OnePhaseCar);
        Seconds(5);
        foreach (var phaseA in new[] { View.CurrentA.L1, View.CurrentA.L2, View.CurrentA.L3 })
        {
            // 30 A a phase, and a car on each.
            phaseA.ShouldBeInRange(29, 30);
        }
    }

    [Fact]
    public void Shares_come_to_rest()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 40_000, LoadManagement = true });
        var chargers = Charging(4, ThreePhaseCar);
        Seconds(10);
        var limits = chargers.ConvertAll(charger => charger.Snapshot.Evses[0].LimitW);
        for (var i = 0; i < 300; i++)
        {
            Seconds(1);
            chargers.ConvertAll(charger => charger.Snapshot.Evses[0].LimitW).ShouldBe(limits);
        }
    }

    [Fact]
    public void Whatever_happens_no_phase_carries_more_than_its_share_of_the_limit()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 27_600, LoadManagement = true });
        var chargers = Enumerable.Range(1, 6).Select(Add).ToList();
        var random = RandomStream.For(1, "site", "acts");
        var most = 0.0;
        for (var act = 0; act < 400; act++)
        {
            var charger = chargers[random.NextInt32(chargers.Count)];
            var evse = 1 + random.NextInt32(2);
            ChargePointInput input = random.NextInt32(5) switch
            {
                0 or 1 => new PlugIn(evse, Car(ref random)),
                2 or 3 => new PresentTag(evse, $"TAG{random.NextInt32(3)}"),
                _ => new Unplug(evse, UnplugSide.Ev),
            };
            _fleet.Post(charger, input);
            for (var step = random.NextInt32(60); step >= 0; step--)
            {
                _fleet.Time.Advance(TimeSpan.FromSeconds(0.25));
                PhaseValues sum = default;
                foreach (var evseSnapshot in chargers.SelectMany(it => it.Snapshot.Evses))
                {
                    sum += evseSnapshot.Grid.CurrentA;
                }
                most = Math.Max(most, Math.Max(sum.L1, Math.Max(sum.L2, sum.L3)));
                most.ShouldBeLessThanOrEqualTo(40.01);
            }
        }
        most.ShouldBeGreaterThan(38, "the limit was put to the test");
        View.PowerW.ShouldBe(chargers.Sum(it => it.Snapshot.Evses.Sum(evse => evse.PowerW)), 0.5);
    }

    [Fact]
    public void Switched_off_and_on_while_cars_charge()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 15_000 });
        var chargers = Charging(2, ThreePhaseCar);
        Seconds(5);
        View.Overloaded.ShouldBeTrue();
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 15_000, LoadManagement = true });
        Seconds(3);
        View.Overloaded.ShouldBeFalse();
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 15_000 });
        Seconds(3);
        chargers.ShouldAllBe(charger => charger.Snapshot.Evses[0].LimitW == 22_000);
    }

    [Fact]
    public void A_charger_that_leaves_takes_its_load_with_it()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 15_000 });
        Charging(2, ThreePhaseCar);
        Seconds(2);
        _fleet.Time.Await(_fleet.Fleet.RemoveAsync("CP1"), TimeSpan.FromMinutes(1));
        _fleet.Time.Await(_fleet.Fleet.RemoveAsync("CP2"), TimeSpan.FromMinutes(1));
        View.PowerW.ShouldBe(0);
        View.CurrentA.ShouldBe(default);
    }

    [Fact]
    public void Nothing_wakes_a_site_where_nothing_happens()
    {
        _fleet.Fleet.SetSite(SiteId, new() { GridLimitW = 15_000, LoadManagement = true });
        Add(1);
        Seconds(30);
        var steps = _fleet.Fleet.Counters.Steps;
        _fleet.Time.Advance(TimeSpan.FromMinutes(4));
        _fleet.Fleet.Counters.Steps.ShouldBe(steps);
    }

    public void Dispose() => _fleet.Dispose();

    private static VehicleSettings Car(ref RandomStream random) =>
        (random.NextBoolean(0.5) ? ThreePhaseCar : OnePhaseCar) with
        {
            BatteryWh = random.NextDouble(500, 20_000),
            SocPercent = random.NextDouble(50, 99),
        };

    private static double PowerW(SimulatedCharger charger) => charger.Snapshot.Evses[0].PowerW;

    private static ChargePointStatus Status(SimulatedCharger charger) => charger.Snapshot.Evses[0].Status;

    private SimulatedCharger Add(int number)
    {
        var charger = _fleet.Fleet.Add(VirtualFleet.Definition($"CP{number}") with { SiteId = SiteId }, null);
        charger.Start();
        _fleet.Until(() => charger.Snapshot.Registration is not null);
        return charger;
    }

    private List<SimulatedCharger> Charging(int count, VehicleSettings car, int from = 1)
    {
        var chargers = Enumerable.Range(from, count).Select(Add).ToList();
        foreach (var charger in chargers)
        {
            _fleet.Post(charger, new PlugIn(1, car)).Refusal.ShouldBeNull();
            _fleet.Post(charger, new PresentTag(1, "TAG1")).Refusal.ShouldBeNull();
            _fleet.Until(() => charger.Snapshot.Evses[0].Transaction is not null);
        }
        return chargers;
    }

    private void Seconds(double seconds) => _fleet.Time.Advance(TimeSpan.FromSeconds(seconds));
}
