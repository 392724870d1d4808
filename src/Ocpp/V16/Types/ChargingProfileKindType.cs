using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>What the periods of a charging profile count from.</summary>
[JsonConverter(typeof(OcppEnumConverter<ChargingProfileKindType>))]
public enum ChargingProfileKindType
{
    /// <summary>A fixed moment.</summary>
    Absolute,

    /// <summary>A moment of each day or week.</summary>
    Recurring,

    /// <summary>A moment that depends on the transaction, such as its start.</summary>
    Relative,
}
