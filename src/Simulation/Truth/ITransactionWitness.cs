using ChargePoints;

namespace Simulation.Truth;

/// <summary>Sees each step of all chargers of a fleet, on the threads of its loops. It must not block.</summary>
public interface ITransactionWitness
{
    /// <summary>A charger has been stepped.</summary>
    /// <param name="chargerId">Which.</param>
    /// <param name="effects">What the step asks for; valid during the call.</param>
    /// <param name="snapshot">The charge point after it.</param>
    void Saw(string chargerId, Effects effects, ChargePointSnapshot snapshot);
}
