namespace ChargePoints;

/// <summary>
/// What flows through an EVSE is multiplied from now on, whatever limit, rating and car say; 1 ends it. Energy stays the integral of the power.
/// Kept until it is set anew: it is the world's doing, not the software's.
/// </summary>
/// <param name="EvseId">1..N.</param>
/// <param name="Factor">0 to 100; nothing else is accepted.</param>
public sealed record SetPowerFactor(int EvseId, double Factor) : ChargePointInput;

/// <summary>
/// One side of an EVSE begins, or ceases, to withhold the charge: SuspendedEV or SuspendedEVSE in a transaction that runs, or that starts
/// meanwhile (OCPP 1.6 §4.9). It is apart from what somebody sets by hand, and neither ends the other.
/// </summary>
/// <param name="EvseId">1..N.</param>
/// <param name="Side">Who withholds.</param>
/// <param name="Active">True from the beginning to the end of it.</param>
public sealed record Suspend(int EvseId, SuspendingSide Side, bool Active) : ChargePointInput;

/// <summary>Who withholds a charge.</summary>
public enum SuspendingSide
{
    /// <summary>The car takes nothing.</summary>
    Ev,

    /// <summary>The EVSE gives nothing.</summary>
    Evse,
}

/// <summary>
/// The charger's clock shows so much more, or less, than it was set to, however often the CSMS sets it (OCPP 1.6 §4.6); zero ends it.
/// </summary>
/// <param name="Skew">At most ten years either way.</param>
public sealed record SkewClock(TimeSpan Skew) : ChargePointInput;
