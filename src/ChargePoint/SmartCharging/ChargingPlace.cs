using System.Runtime.InteropServices;

namespace ChargePoints;

/// <summary>One connector as the composition sees it.</summary>
/// <param name="Feed">Its electrical data.</param>
/// <param name="IsDC">True when it delivers direct current.</param>
/// <param name="TransactionKey">Its transaction; 0 without one. Older transactions have lesser keys.</param>
/// <param name="ChargingFrom">The start of that transaction in UTC ticks of the charger's clock; <see cref="ProfileTimeline.NotBegun"/> without one.</param>
/// <param name="Present">True when a car is there to which energy may flow.</param>
/// <param name="Demand">What its car would take if it got all it wants: A per phase on AC, W on DC; 0 when it takes nothing.</param>
/// <param name="CarPhases">AC phases that the car is connected to; 0 without one, and on DC.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChargingPlace(
    Feed Feed,
    bool IsDC,
    long TransactionKey,
    long ChargingFrom,
    bool Present,
    decimal Demand,
    int CarPhases
)
{
    /// <summary>A connector at which nobody charges.</summary>
    public static ChargingPlace Idle(EvseSettings evse) =>
        new(Feed.Of(evse), evse.CurrentType == CurrentType.DC, 0, ProfileTimeline.NotBegun, false, 0, 0);
}
