using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>How a recurring profile recurs.</summary>
[JsonConverter(typeof(OcppEnumConverter<RecurrencyKindType>))]
public enum RecurrencyKindType
{
    /// <summary>Every 24 hours.</summary>
    Daily,

    /// <summary>Every 7 days.</summary>
    Weekly,
}
