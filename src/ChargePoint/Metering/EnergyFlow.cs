namespace ChargePoints;

/// <summary>Why energy flows through an EVSE or does not; decides between Charging, SuspendedEV and SuspendedEVSE.</summary>
public enum EnergyFlow
{
    /// <summary>The contactor is open, or no car is there.</summary>
    Off,

    /// <summary>The car takes energy: Charging.</summary>
    Flowing,

    /// <summary>The limit is below what can be offered: SuspendedEVSE.</summary>
    WithheldByEvse,

    /// <summary>The car is full, pauses, or has no inlet for this current: SuspendedEV.</summary>
    DeclinedByVehicle,
}
