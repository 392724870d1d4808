using Ocpp;
using TestKit;

namespace ChargePoints.Tests.Wire;

/// <summary>Fifty charge points for a simulated day; every frame is held against the shapes of OCPP as it is sent.</summary>
public sealed class DayTests
{
    private static readonly EvseSettings Socket = new() { Id = 1 };
    private static readonly EvseSettings[][] Kinds =
    [
        [Socket],
        [Socket with { Phases = 1, MaxPowerW = 7_400 }],
        [Socket with { MaxPowerW = 11_000, Cable = CableKind.Fixed }],
        [Socket, Socket with { Id = 2 }],
        [Dc(1, 50_000), Socket with { Id = 2, Phases = 3, MaxPowerW = 43_000, Cable = CableKind.Fixed }],
        [Dc(1, 300_000), Dc(2, 300_000)],
    ];

    [Fact]
    public void Fifty_charge_points_keep_every_rule_for_a_day()
    {
        var benches = new ChargePointBench[50];
        Parallel.For(0, benches.Length, i => benches[i] = Live(i, 2026, TimeSpan.FromDays(1)));
        int sessions = 0;
        long energyMilliWh = 0;
        foreach (ChargePointBench bench in benches)
        {
            string id = bench.Settings.Id;
            SessionRules.Violations(bench.Sent, bench.Csms.TransactionIds, new HashSet<int>()).ShouldBeEmpty(id);
            bench.IsOff.ShouldBeTrue($"{id} did not go off");
            bench.Saved.Messages.ShouldBeEmpty(id);
            sessions += bench.Csms.TransactionIds.Count;
            energyMilliWh += bench.ChargePoint.Snapshot.Evses.Sum(evse => evse.EnergyMilliWh);
        }
        sessions.ShouldBeGreaterThan(200);
        energyMilliWh.ShouldBeGreaterThan(2_000_000_000L);
    }

    [Fact]
    public void The_same_seed_gives_the_same_frames_and_another_does_not()
    {
        string trace = Live(3, 7, TimeSpan.FromHours(8)).Trace();
        Live(3, 7, TimeSpan.FromHours(8)).Trace().ShouldBe(trace);
        Live(3, 8, TimeSpan.FromHours(8)).Trace().ShouldNotBe(trace);
    }

    [Fact]
    public void Who_is_not_watched_wakes_far_less_and_sends_the_same()
    {
        long watched = 0;
        long unwatched = 0;
        for (int number = 0; number < 2 * Kinds.Length; number++)
        {
            ChargePointBench seen = Live(number, 11, TimeSpan.FromDays(1), kills: false);
            ChargePointBench unseen = Live(
                number,
                11,
                TimeSpan.FromDays(1),
                kills: false,
                (what, saved, now) => new ChargePoint(what, saved, now) { LiveReadings = false }
            );
            unseen.Trace().Split('\n').Except(seen.Trace().Split('\n')).Take(3).ShouldBeEmpty(seen.Settings.Id);
            unseen.Trace().Length.ShouldBe(seen.Trace().Length);
            unseen
                .ChargePoint.Snapshot.Evses.Select(evse => evse.EnergyMilliWh)
                .ShouldBe(seen.ChargePoint.Snapshot.Evses.Select(evse => evse.EnergyMilliWh));
            watched += seen.Steps;
            unwatched += unseen.Steps;
        }
        unwatched.ShouldBeLessThan(watched / 3);
    }

    [Fact]
    public void The_table_has_the_53_transitions_of_the_standard_and_the_product_has_the_same()
    {
        SessionRules.AllowedTransitions.ShouldBe(53);
        foreach (Ocpp.V16.ChargePointStatus from in Enum.GetValues<Ocpp.V16.ChargePointStatus>())
        {
            foreach (Ocpp.V16.ChargePointStatus to in Enum.GetValues<Ocpp.V16.ChargePointStatus>())
            {
                if (from != to)
                {
                    StatusTransitions
                        .IsAllowed(from, to)
                        .ShouldBe(SessionRules.IsAllowed(from.ToString(), to.ToString()), $"{from} -> {to}");
                }
            }
        }
    }

    private static ChargePointBench Live(
        int number,
        ulong seed,
        TimeSpan duration,
        bool kills = true,
        Func<ChargePointSettings, DurableState?, Instant, ChargePoint>? make = null
    )
    {
        var settings = new ChargePointSettings
        {
            Id = $"CP{number:000}",
            Evses = Kinds[number % Kinds.Length],
            BackupPower = number % 4 == 0,
            BootOnReconnect = number % 7 == 0,
            AuthorizeBeforeStart = number % 5 != 0,
            Seed = seed,
            Configuration = new Dictionary<string, string>
            {
                ["MeterValueSampleInterval"] = "120",
                ["ClockAlignedDataInterval"] = number % 3 == 0 ? "900" : "0",
                ["StopTxnSampledData"] = number % 2 == 0 ? "Energy.Active.Import.Register" : "",
                ["StopTransactionOnEVSideDisconnect"] = number % 6 == 1 ? "false" : "true",
            },
        };
        return DriverDay.Live(settings, seed, duration, kills, make);
    }

    private static EvseSettings Dc(int id, double maxPowerW) =>
        new()
        {
            Id = id,
            CurrentType = CurrentType.DC,
            MaxPowerW = maxPowerW,
            VoltageV = 400,
            ConnectorType = "CCS2",
            Cable = CableKind.Fixed,
        };
}
