using System.Runtime.InteropServices;

namespace ChargePoints;

/// <summary>The most that may flow at one moment.</summary>
/// <param name="PowerW">In W, all phases together.</param>
/// <param name="Phases">The phases that it may be spread over: with them watts become amperes per phase.</param>
/// <param name="PhasesGiven">True when the CSMS has given the number of phases.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Ceiling(decimal PowerW, int Phases, bool PhasesGiven);
