using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Outcome of a RemoteStartTransaction or RemoteStopTransaction.</summary>
[JsonConverter(typeof(OcppEnumConverter<RemoteStartStopStatus>))]
public enum RemoteStartStopStatus
{
    /// <summary>It will be tried.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,
}
