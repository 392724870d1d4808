using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Phases of a reading, against each other or against neutral.</summary>
[JsonConverter(typeof(OcppEnumConverter<Phase>))]
public enum Phase
{
    /// <summary>Phase 1.</summary>
    L1,

    /// <summary>Phase 2.</summary>
    L2,

    /// <summary>Phase 3.</summary>
    L3,

    /// <summary>Neutral.</summary>
    N,

    /// <summary>Phase 1 against neutral.</summary>
    L1N,

    /// <summary>Phase 2 against neutral.</summary>
    L2N,

    /// <summary>Phase 3 against neutral.</summary>
    L3N,

    /// <summary>Phase 1 against phase 2.</summary>
    L1L2,

    /// <summary>Phase 2 against phase 3.</summary>
    L2L3,

    /// <summary>Phase 3 against phase 1.</summary>
    L3L1,
}

/// <summary>The wire names of <see cref="Phase"/>, by value.</summary>
internal static class PhaseNames
{
    internal static readonly string[] Wire = ["L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"];
}
