using ChargePoints;
using FsCheck;
using FsCheck.Fluent;
using Ocpp;
using Ocpp.V16;

namespace Simulation.Tests.Fleet;

public sealed class PowerHistoryTests
{
    private static readonly Instant Start = Instant.FromUtc(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_newest_changes_are_kept_within_the_share_of_memory() =>
        Prop.ForAll(
                Gen.Choose(0, 200).ToArbitrary(),
                Gen.Choose(1, 2).ToArbitrary(),
                (count, share) =>
                {
                    // 32 samples is the least that an EVSE gets, however many there are.
                    var shared = Shared(evses: share * 1_000_000);
                    var history = new PowerHistory(shared);
                    for (var i = 0; i < count; i++)
                    {
                        Record(history, Evse(i, powerW: i));
                    }
                    var read = history.Read(null).Select(sample => sample.PowerW).ToList();
                    return read.SequenceEqual(Enumerable.Range(0, count).TakeLast(32).Select(i => (double)i));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Only_changes_are_recorded()
    {
        var history = new PowerHistory(Shared(1));
        Record(history, Evse(0, 100));
        Record(history, Evse(1, 100));
        Record(history, Evse(2, 200));
        Record(history, Evse(3, 200, soc: 50));

        history
            .Read(null)
            .ShouldBe([
                new PowerSample(Start, 100, 22_000, null),
                new PowerSample(Start + TimeSpan.FromSeconds(2), 200, 22_000, null),
                new PowerSample(Start + TimeSpan.FromSeconds(3), 200, 22_000, 50),
            ]);
        history.Read(Start + TimeSpan.FromSeconds(3)).Length.ShouldBe(1);
    }

    [Fact]
    public void A_smaller_share_keeps_the_newest()
    {
        var shared = Shared(1);
        var history = new PowerHistory(shared);
        for (var i = 0; i < 1000; i++)
        {
            Record(history, Evse(i, i));
        }
        history.Read(null).Length.ShouldBe(1000);

        shared.Share(0, 1_000_000);
        Record(history, Evse(1000, 1000));

        history.Read(null).Select(sample => sample.PowerW).ShouldBe(Enumerable.Range(969, 32).Select(i => (double)i));
    }

    private static void Record(PowerHistory history, EvseSnapshot evse) =>
        history.Record(evse, running: true, evse.MeteredAt);

    [Fact]
    public void A_charger_that_restarts_has_no_limit_meanwhile_and_not_its_rating()
    {
        using var fleet = new VirtualFleet();
        var charger = fleet.Booted();
        var profile = """
            {"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"chargingProfilePurpose":"ChargePointMaxProfile",
             "chargingProfileKind":"Absolute","chargingSchedule":{"chargingRateUnit":"W","chargingSchedulePeriod":[{"startPeriod":0,"limit":5000}]}}}
            """;
        Call(fleet, Actions.SetChargingProfile, profile);
        fleet.Until(() => charger.Snapshot.Evses[0].LimitW < 6000);
        var from = fleet.Time.Now;
        fleet.Time.Advance(TimeSpan.FromSeconds(10));
        Call(fleet, Actions.Reset, """{"type":"Soft"}""");
        fleet.Time.Advance(TimeSpan.FromMinutes(2));
        charger.Snapshot.Registration.ShouldBe(RegistrationStatus.Accepted);

        var limits = charger.History(1, from).Select(sample => sample.LimitW).ToList();
        limits.ShouldContain((double?)null);
        limits.ShouldAllBe(limit => limit == null || limit < 6000);
        // Half of what two EVSEs share.
        limits[^1].ShouldBe(2500);
    }

    private static void Call(VirtualFleet fleet, OcppAction action, string payload)
    {
        var call = fleet.Csms.CallAsync("CP1", action, payload, fleet.Time.Now);
        fleet.Until(() => call.IsCompleted);
    }

    private static FleetShared Shared(int evses)
    {
        var shared = new FleetShared(new FleetOptions(), Start);
        shared.Share(1, evses);
        return shared;
    }

    private static EvseSnapshot Evse(int seconds, double powerW, double? soc = null) =>
        new()
        {
            Id = 1,
            Status = ChargePointStatus.Charging,
            ErrorCode = ChargePointErrorCode.NoError,
            Info = null,
            PowerW = powerW,
            CurrentA = 0,
            LimitW = 22_000,
            EnergyMilliWh = 0,
            MeteredAt = Start + TimeSpan.FromSeconds(seconds),
            PlugLocked = true,
            Vehicle = soc is { } percent ? new VehicleSnapshot("EV", percent) : null,
            Transaction = null,
            LastTransaction = null,
            Reader = null,
            ConnectionTimeout = Instant.Never,
        };
}
