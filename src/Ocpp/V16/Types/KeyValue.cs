using static Ocpp.V16.Shape;

namespace Ocpp.V16;

/// <summary>A configuration key as the charge point reports it.</summary>
public sealed record KeyValue
{
    /// <summary>Name; at most 50 characters.</summary>
    public required string Key { get; init; }

    /// <summary>True when ChangeConfiguration cannot set it.</summary>
    public required bool Readonly { get; init; }

    /// <summary>The value as text, at most 500 characters; absent when it is known but not set.</summary>
    public string? Value { get; init; }

    internal static ObjectShape Shape { get; } =
        Object(Required("key", Text(50)), Required("readonly", Flag), Optional("value", Text(500)));
}
