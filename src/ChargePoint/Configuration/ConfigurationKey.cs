using Ocpp.V16;

namespace ChargePoints;

/// <summary>
/// One configuration key as the standard defines it (OCPP 1.6 §9, errata v4.0, security whitepaper).
/// </summary>
public sealed record ConfigurationKey
{
    /// <summary>The name, in the standard's spelling; compared without case.</summary>
    public required string Name { get; init; }

    /// <summary>Type of its value.</summary>
    public required ConfigurationType Type { get; init; }

    /// <summary>What a CSMS may do with it.</summary>
    public required ConfigurationAccess Access { get; init; }

    /// <summary>The value of a new charge point; null for none.</summary>
    public required string? Default { get; init; }

    /// <summary>The profile that gives the key its meaning: on a charge point without it the key is read-only.</summary>
    public FeatureProfile Profile { get; init; } = FeatureProfile.Core;

    /// <summary>Least value of an integer; least length of text.</summary>
    public int Minimum { get; init; }

    /// <summary>Greatest value of an integer; greatest length of text.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>The items that a list may have; null when they are not a fixed set.</summary>
    public IReadOnlyList<string>? AllowedItems { get; init; }

    /// <summary>True when the value follows from the hardware and the build, so that nobody can set it.</summary>
    public bool Derived { get; init; }

    /// <summary>Place in <see cref="ConfigurationKeys.All"/>.</summary>
    public required int Index { get; init; }
}

/// <summary>Types of configuration values; all travel as strings.</summary>
public enum ConfigurationType
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Decimal digits, possibly with a minus.</summary>
    Integer,

    /// <summary>Items between commas, each at most once; empty for none.</summary>
    List,

    /// <summary>A list of measurands.</summary>
    Measurands,

    /// <summary>A list of <c>connector.rotation</c>.</summary>
    PhaseRotations,

    /// <summary>Printable text.</summary>
    Text,

    /// <summary>An even number of hexadecimal digits.</summary>
    Hex,
}

/// <summary>What a CSMS may do with a configuration key.</summary>
public enum ConfigurationAccess
{
    /// <summary>Read only.</summary>
    ReadOnly,

    /// <summary>Read and write.</summary>
    ReadWrite,

    /// <summary>Write only: a secret.</summary>
    WriteOnly,
}
