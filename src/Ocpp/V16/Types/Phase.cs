using System.Text.Json.Serialization;

namespace Ocpp.V16;

/// <summary>Phases of a reading, against each other or against neutral.</summary>
[JsonConverter(typeof(OcppEnumConverter<Phase>))]
public enum Phase
{
    L1,
    L2,
    L3,
    N,
    L1N,
    L2N,
    L3N,
    L1L2,
    L2L3,
    L3L1,
}

/// <summary>The wire names of <see cref="Phase"/>, by value.</summary>
internal static class PhaseNames
{
    internal static readonly string[] Wire = ["L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1"];
}
