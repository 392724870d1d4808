using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Outcome of a TriggerMessage or an ExtendedTriggerMessage.</summary>
[JsonConverter(typeof(OcppEnumConverter<TriggerMessageStatus>))]
public enum TriggerMessageStatus
{
    /// <summary>The message will be sent.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,

    /// <summary>The message cannot be asked for here.</summary>
    NotImplemented,
}
