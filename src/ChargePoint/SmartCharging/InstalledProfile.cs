using Ocpp.V16;

namespace ChargePoints;

/// <summary>A charging profile that the CSMS has installed. Saved as it is (OCPP 1.6 §3.13.2).</summary>
public sealed record InstalledProfile
{
    /// <summary>0 for the charge point, or as default of all connectors; 1..N for a connector.</summary>
    public required int ConnectorId { get; init; }

    /// <summary>The profile as received.</summary>
    public required ChargingProfile Profile { get; init; }

    /// <summary>
    /// When it came, by the charger's clock as it is set now: an absolute schedule without startSchedule starts with this second.
    /// </summary>
    public required DateTimeOffset InstalledAt { get; init; }

    /// <summary>The <see cref="DurableTransaction.Key"/> of the transaction that a TxProfile is bound to; 0 for other purposes.</summary>
    public long TransactionKey { get; init; }

    internal ChargingProfilePurposeType Purpose => Profile.ChargingProfilePurpose;

    internal int StackLevel => Profile.StackLevel;

    /// <summary>True when one of the two takes the place of the other (OCPP 1.6 §5.16): ids are unique, and so is a level of a stack.</summary>
    internal bool Replaces(InstalledProfile other) =>
        Profile.ChargingProfileId == other.Profile.ChargingProfileId
        || IsOfStackOf(other) && StackLevel == other.StackLevel;

    /// <summary>True when the two are levels of the same stack.</summary>
    internal bool IsOfStackOf(InstalledProfile other) => ConnectorId == other.ConnectorId && Purpose == other.Purpose;
}
