using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Server.Storage;

/// <summary>The keys of Data Protection: one file each in a directory, for this user's eyes only.</summary>
internal sealed class KeyFiles(string directory) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Directory.Exists(directory)
            ?
            [
                .. Directory
                    .EnumerateFiles(directory, "*.xml")
                    .Order(StringComparer.Ordinal)
                    .Select(Load)
                    .OfType<XElement>(),
            ]
            : [];

    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);
        PrivateFile.CreateDirectory(directory);
        // Whole or not at all: a key that is lost takes all it protects with it.
        PrivateFile.Write(Path.Combine(directory, $"{friendlyName}.xml"), element.Save);
        // The directory may be new, and its name is in the one above.
        DirectoryEntries.Sync(Path.GetDirectoryName(Path.GetFullPath(directory))!);
    }

    // A damaged file is a key that is gone: what it protects is told as unreadable.
    private static XElement? Load(string file)
    {
        try
        {
            return XElement.Load(file);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
