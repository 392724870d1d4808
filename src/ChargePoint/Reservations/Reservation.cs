namespace ChargePoints;

/// <summary>A reservation (OCPP 1.6 §5.13).</summary>
/// <param name="Id">As the CSMS numbers them; any integer.</param>
/// <param name="ConnectorId">1..N; 0 for whichever connector is free.</param>
/// <param name="IdTag">Whom it is for; compared without case.</param>
/// <param name="ParentIdTag">The group that may use it as well; null for none.</param>
/// <param name="ExpiryDate">When it ends by the charger's clock.</param>
public sealed record Reservation(int Id, int ConnectorId, string IdTag, string? ParentIdTag, DateTimeOffset ExpiryDate)
{
    /// <summary>True when that tag, or its group, is whom it is for. A tag is never compared with a group.</summary>
    internal bool IsFor(string idTag, string? parentIdTag) =>
        IdTags.Same(IdTag, idTag) || IdTags.SameGroup(ParentIdTag, parentIdTag);
}

/// <summary>What the reservations have to say to a tag that wants to start at a connector.</summary>
internal enum ReservationClaim
{
    /// <summary>The connector is nobody's.</summary>
    None,

    /// <summary>A reservation is this tag's.</summary>
    Own,

    /// <summary>The connector is reserved for a group, and this tag's group is not known here: only the CSMS can tell.</summary>
    OfUnknownGroup,

    /// <summary>The connector is reserved for somebody else.</summary>
    Refused,
}
