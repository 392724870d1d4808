using ChargePoints;
using Ocpp;
using Ocpp.V16;
using Server.Roster;
using Server.Storage;
using Server.Vehicles;

namespace Server.Demo;

/// <summary>
/// One driver of the demo location, at the demo's own chargers: comes, plugs in, holds up the card, stays, leaves. Only by what any driver can do. It
/// keeps away from EVSEs that a person uses, and lets go of its car when a person takes over there.
/// </summary>
internal sealed class DemoDriver
{
    // A person who has just done something at an EVSE will go on there.
    private static readonly TimeSpan PersonStays = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TryAgainAfterBoot = TimeSpan.FromSeconds(1);

    private readonly ChargerRoster _roster;
    private readonly string _home;
    private VehicleRow _car;
    private RandomStream _random;
    private (string ChargerId, int EvseId)? _place;
    private Instant _arrivedAt;

    public DemoDriver(ChargerRoster roster, VehicleRow car, int number, ulong seed)
    {
        (_roster, _car, _home) = (roster, car, car.LocationId);
        _random = RandomStream.For(seed, car.Id, "demo");
        var now = roster.Fleet.Now;
        _arrivedAt = now;
        _place = roster.WhereIs(car.Id);
        // The first ones come at once, one a second, so that there is something to see; the others over some minutes.
        Due =
            _place is not null ? now + Minutes(2, 8)
            : number < 9 ? now + TimeSpan.FromSeconds(1 + (number * 0.7))
            : now + Minutes(0.5, 6);
    }

    /// <summary>When it wants to act next.</summary>
    public Instant Due { get; private set; }

    /// <summary>True while its car is at an EVSE.</summary>
    public bool IsThere => _place is not null;

    /// <summary>Comes or leaves.</summary>
    public async Task ActAsync()
    {
        if (_place is var (chargerId, evseId))
        {
            await LeaveAsync(chargerId, evseId);
        }
        else
        {
            await ArriveAsync();
        }
    }

    private async Task ArriveAsync()
    {
        Due = _roster.Fleet.Now + (AnyBooted() ? TryAgain : TryAgainAfterBoot);
        if (_roster.Vehicle(_car.Id) is not { } present || present.LocationId != _home)
        {
            // Deleted or moved away by a person.
            return;
        }

        _car = present;
        if (_roster.WhereIs(_car.Id) is not null || Choose() is not var (charger, evse))
        {
            return;
        }

        var car = VehiclesApi.Settings(_car) with { SocPercent = Math.Round(_random.NextDouble(12, 62), 1) };
        if ((await charger.Unit.PostAsync(new PlugIn(evse.Id, car))).Refusal is not null)
        {
            return;
        }

        (_place, _arrivedAt) = ((charger.Id, evse.Id), _roster.Fleet.Now);
        charger.Presented(evse.Id, _car.IdTag);
        await charger.Unit.PostAsync(new PresentTag(evse.Id, _car.IdTag));
        Due = _arrivedAt + (evse.CurrentType == CurrentType.DC ? Minutes(4, 11) : Minutes(7, 25));
    }

    private async Task LeaveAsync(string chargerId, int evseId)
    {
        Due = _roster.Fleet.Now + TryAgain;
        if (
            !_roster.TryGet(chargerId, out var charger)
            || evseId > charger.Row.Evses.Count
            || charger.TakenByPersonAt(evseId) > _arrivedAt
            || charger.Unit.Snapshot.Evses[evseId - 1] is not { Vehicle: { } plugged } evse
            || plugged.Id != _car.Id
        )
        {
            // The car is out of this driver's hands: it comes again once it is unplugged.
            Gone();
            return;
        }

        if (!charger.Unit.Snapshot.PoweredOn)
        {
            // Switched off by a person: the car stays where it is.
            return;
        }

        if (evse.Transaction is { } transaction)
        {
            if (!transaction.IdTag.Equals(_car.IdTag, StringComparison.OrdinalIgnoreCase))
            {
                Gone();
                return;
            }

            await charger.Unit.PostAsync(new PresentTag(evseId, _car.IdTag));
        }

        var side = charger.Row.Evses[evseId - 1].Cable == CableKind.Fixed ? UnplugSide.Ev : UnplugSide.Evse;
        if ((await charger.Unit.PostAsync(new Unplug(evseId, side))).Refusal is null)
        {
            charger.Presented(evseId, null);
            Gone();
        }
    }

    private void Gone()
    {
        _place = null;
        Due = _roster.Fleet.Now + Minutes(1.5, 9);
    }

    // What somebody has added to the location is his to use.
    private IEnumerable<RosterCharger> Ours => _roster.In(_home).Where(charger => DemoLocation.IsOurs(charger.Id));

    // On a slow machine the first drivers are there before the first charger is.
    private bool AnyBooted() => Ours.Any(charger => charger.Unit.Snapshot.Registration == RegistrationStatus.Accepted);

    /// <summary>A free EVSE that suits the car and that no person uses.</summary>
    private (RosterCharger Charger, EvseRow Evse)? Choose()
    {
        var now = _roster.Fleet.Now;
        var free = new List<(RosterCharger Charger, EvseRow Evse)>();
        foreach (var charger in Ours)
        {
            var snapshot = charger.Unit.Snapshot;
            if (
                !snapshot.PoweredOn
                || snapshot.Registration != RegistrationStatus.Accepted
                || charger.Unit.Chaos.Count > 0
            )
            {
                continue;
            }

            free.AddRange(
                charger
                    .Row.Evses.Where(evse =>
                        snapshot.Evses[evse.Id - 1] is { Status: ChargePointStatus.Available, Vehicle: null }
                        && (evse.CurrentType == CurrentType.AC || _car.MaxDcPowerW > 0)
                        && !(charger.TakenByPersonAt(evse.Id) + PersonStays > now)
                    )
                    .Select(evse => (charger, evse))
            );
        }

        return free.Count == 0 ? null : free[_random.NextInt32(free.Count)];
    }

    private TimeSpan Minutes(double from, double to) => TimeSpan.FromMinutes(_random.NextDouble(from, to));
}
