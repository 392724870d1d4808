using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>Asks for configuration keys (OCPP 1.6 §6.23).</summary>
public sealed record GetConfigurationRequest
{
    /// <summary>Names of at most 50 characters each; absent or empty asks for all keys.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    internal static ObjectShape Shape { get; } = Object(Optional("key", Many(Text(50))));
}

/// <summary>The answer to <see cref="GetConfigurationRequest"/> (OCPP 1.6 §6.24).</summary>
public sealed record GetConfigurationResponse
{
    /// <summary>The known keys among those asked for.</summary>
    public IReadOnlyList<KeyValue>? ConfigurationKey { get; init; }

    /// <summary>The unknown ones, at most 50 characters each.</summary>
    public IReadOnlyList<string>? UnknownKey { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Optional("configurationKey", Many(KeyValue.Shape)), Optional("unknownKey", Many(Text(50))));
}
