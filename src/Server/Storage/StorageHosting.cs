using Microsoft.EntityFrameworkCore;
using Server.Hosting;

namespace Server.Storage;

/// <summary>The database in the host.</summary>
internal static class StorageHosting
{
    public static void AddStorage(this IServiceCollection services, DataDirectory directory)
    {
        // Made by the container, so that it disposes of it, last of all.
        services.AddSingleton(_ => directory);
        services.AddSingleton<Database>();
        services.AddSingleton<IDbContextFactory<SimulatorDb>>(provider => provider.GetRequiredService<Database>());
        services.AddSingleton<RunMark>();
        services.AddSingleton<SqliteChargerStore>();
    }
}
