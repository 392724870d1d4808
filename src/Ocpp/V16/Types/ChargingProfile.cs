using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Limits on charging, and when they hold (OCPP 1.6 §7.8).</summary>
public sealed record ChargingProfile
{
    /// <summary>Its id; a profile with an id in use replaces that profile.</summary>
    public required int ChargingProfileId { get; init; }

    /// <summary>The transaction it is for; only with TxProfile.</summary>
    public int? TransactionId { get; init; }

    /// <summary>Rank among profiles of the same purpose, from 0; higher goes first.</summary>
    public required int StackLevel { get; init; }

    /// <summary>What it limits.</summary>
    public required ChargingProfilePurposeType ChargingProfilePurpose { get; init; }

    /// <summary>What its schedule counts from.</summary>
    public required ChargingProfileKindType ChargingProfileKind { get; init; }

    /// <summary>How it recurs; only with Recurring.</summary>
    public RecurrencyKindType? RecurrencyKind { get; init; }

    /// <summary>Not in effect before.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Not in effect after.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The limits.</summary>
    public required ChargingSchedule ChargingSchedule { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("chargingProfileId", Integer),
            Optional("transactionId", Integer),
            Required("stackLevel", IntegerFrom(0)),
            Required("chargingProfilePurpose", OneOf<ChargingProfilePurposeType>()),
            Required("chargingProfileKind", OneOf<ChargingProfileKindType>()),
            Optional("recurrencyKind", OneOf<RecurrencyKindType>()),
            Optional("validFrom", DateTimeText),
            Optional("validTo", DateTimeText),
            Required("chargingSchedule", ChargingSchedule.Shape)
        );
}
