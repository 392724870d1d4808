using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>What is known about an idTag.</summary>
public sealed record IdTagInfo
{
    /// <summary>Whether it may charge.</summary>
    public required AuthorizationStatus Status { get; init; }

    /// <summary>When it must be asked about again.</summary>
    public DateTimeOffset? ExpiryDate { get; init; }

    /// <summary>The group it belongs to; at most 20 characters, compared without regard to case.</summary>
    public string? ParentIdTag { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("status", OneOf<AuthorizationStatus>()),
            Optional("expiryDate", DateTimeText),
            Optional("parentIdTag", Text(20))
        );
}

/// <summary>Whether an idTag may charge.</summary>
[JsonConverter(typeof(OcppEnumConverter<AuthorizationStatus>))]
public enum AuthorizationStatus
{
    /// <summary>It may.</summary>
    Accepted,

    /// <summary>It is blocked.</summary>
    Blocked,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It is unknown.</summary>
    Invalid,

    /// <summary>
    /// It is in a transaction elsewhere. Only in <see cref="StartTransactionResponse"/>; in a local list it stands
    /// for a valid tag.
    /// </summary>
    ConcurrentTx,
}
