using Ocpp.V16;

namespace ChargePoints;

/// <summary>What this charge point knows about a tag without asking: from the local list, else from the cache (OCPP 1.6 §3.5.3).</summary>
/// <param name="Status">As the CSMS said, or Expired once the expiry has passed.</param>
/// <param name="ParentIdTag">Its group; null without one.</param>
/// <param name="IsListed">True when the local list says so.</param>
internal readonly record struct KnownTag(AuthorizationStatus Status, string? ParentIdTag, bool IsListed)
{
    /// <summary>True for a tag that may charge. In a local list ConcurrentTx is a valid tag's (OCPP 1.6 §7.2); the cache never has it.</summary>
    public bool IsValid => Status is AuthorizationStatus.Accepted or AuthorizationStatus.ConcurrentTx;

    /// <summary>The group that may be acted upon: that of a valid tag.</summary>
    public string? Group => IsValid ? ParentIdTag : null;
}
