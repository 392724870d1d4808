using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Replaces or amends the local authorization list (OCPP 1.6 §6.41).</summary>
public sealed record SendLocalListRequest
{
    /// <summary>The version of the list after the update; neither 0 nor -1.</summary>
    public required int ListVersion { get; init; }

    /// <summary>Replace or amend.</summary>
    public required UpdateType UpdateType { get; init; }

    /// <summary>The entries. An entry without idTagInfo in a differential update is removed.</summary>
    public IReadOnlyList<AuthorizationData>? LocalAuthorizationList { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(
            Required("listVersion", Integer),
            Required("updateType", OneOf<UpdateType>()),
            Optional("localAuthorizationList", Many(AuthorizationData.Shape))
        );
}

/// <summary>The answer to <see cref="SendLocalListRequest"/> (OCPP 1.6 §6.42).</summary>
public sealed record SendLocalListResponse
{
    /// <summary>Outcome.</summary>
    public required UpdateStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<UpdateStatus>()));
}

/// <summary>How a local list is updated.</summary>
[JsonConverter(typeof(OcppEnumConverter<UpdateType>))]
public enum UpdateType
{
    /// <summary>Amend the list by the entries.</summary>
    Differential,

    /// <summary>Replace the list by the entries.</summary>
    Full,
}

/// <summary>Outcome of a SendLocalList.</summary>
[JsonConverter(typeof(OcppEnumConverter<UpdateStatus>))]
public enum UpdateStatus
{
    /// <summary>The list is updated.</summary>
    Accepted,

    /// <summary>The update failed; the list is as before.</summary>
    Failed,

    /// <summary>Local lists are not supported.</summary>
    NotSupported,

    /// <summary>The version of a differential update is not newer than the list.</summary>
    VersionMismatch,
}
