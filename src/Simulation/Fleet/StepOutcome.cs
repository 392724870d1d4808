using ChargePoints;

namespace Simulation;

/// <summary>What became of an input that was posted to a charger.</summary>
/// <param name="Refusal">Set when it was refused; then nothing has changed.</param>
/// <param name="Snapshot">The charge point right after the step.</param>
public readonly record struct StepOutcome(Refusal? Refusal, ChargePointSnapshot Snapshot);

/// <summary>What became of an injection.</summary>
/// <param name="Active">The chaos now active; null when refused.</param>
/// <param name="Refusal">Why it was refused; null when it is active.</param>
public readonly record struct ChaosOutcome(Chaos.ActiveChaos? Active, Refusal? Refusal);

/// <summary>What became of an injection of several: all are active, or none.</summary>
/// <param name="Active">The chaos now active; empty when refused.</param>
/// <param name="Refusal">Why the first that could not begin was refused; null when all are active.</param>
public readonly record struct ChaosOutcomes(IReadOnlyList<Chaos.ActiveChaos> Active, Refusal? Refusal);
