using System.Text.Json.Serialization;
using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Sets a configuration key (OCPP 1.6 §6.9).</summary>
public sealed record ChangeConfigurationRequest
{
    /// <summary>Name of the key; at most 50 characters, compared without regard to case.</summary>
    public required string Key { get; init; }

    /// <summary>The new value as text; at most 500 characters.</summary>
    public required string Value { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("key", Text(50)), Required("value", Text(500)));
}

/// <summary>The answer to <see cref="ChangeConfigurationRequest"/> (OCPP 1.6 §6.10).</summary>
public sealed record ChangeConfigurationResponse
{
    /// <summary>Outcome.</summary>
    public required ConfigurationStatus Status { get; init; }

    internal static ObjectShape Shape { get; } = Object(Required("status", OneOf<ConfigurationStatus>()));
}

/// <summary>Outcome of a ChangeConfiguration.</summary>
[JsonConverter(typeof(OcppEnumConverter<ConfigurationStatus>))]
public enum ConfigurationStatus
{
    /// <summary>Set and in effect.</summary>
    Accepted,

    /// <summary>Known key, but the value was not taken.</summary>
    Rejected,

    /// <summary>Set, in effect after the next reboot.</summary>
    RebootRequired,

    /// <summary>Unknown key.</summary>
    NotSupported,
}
